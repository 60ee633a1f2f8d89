import { ClusterError, type ClusterClient } from '../gateway';
import { PROTECTED_LABEL, untilAllowed } from '../sandbox';
import { PKI_SECRET } from './names';
import { createPkiFiles, type PkiFiles } from './nestedPki';

/**
 * The certificates of a sandbox, made when there are none yet: a repeated call
 * finds those of the first. The learner may read them, but not change them.
 */
export async function ensurePki(
  client: ClusterClient,
  namespace: string,
  signal?: AbortSignal,
): Promise<PkiFiles> {
  try {
    return await readPkiFiles(client, namespace, signal);
  } catch (error) {
    if (!(error instanceof ClusterError) || error.status !== 404) throw error;
  }
  const files = await createPkiFiles(namespace);
  try {
    await untilAllowed(
      () => client.create(pkiSecret(files), { namespace, signal }),
      { signal, only: error => error.status !== 409 },
    );
    return files;
  } catch (error) {
    if (!(error instanceof ClusterError) || error.status !== 409) throw error;
    // Somebody else was faster: theirs are in use.
    return readPkiFiles(client, namespace, signal);
  }
}

/** @throws ClusterError 404 when the sandbox has no nested control plane */
export async function readPkiFiles(
  client: ClusterClient,
  namespace: string,
  signal?: AbortSignal,
): Promise<PkiFiles> {
  const { data } = await client.get(
    { apiVersion: 'v1', kind: 'Secret', namespace, name: PKI_SECRET },
    signal,
  );
  return Object.fromEntries(
    Object.entries(data as Record<string, string>).map(([file, content]) => [
      file,
      Buffer.from(content, 'base64').toString('utf8'),
    ]),
  );
}

/** Protected: without it nobody could tell the nested API server from another one. */
export function pkiSecret(files: PkiFiles) {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: PKI_SECRET, labels: { [PROTECTED_LABEL]: 'true' } },
    type: 'Opaque',
    stringData: files,
  };
}
