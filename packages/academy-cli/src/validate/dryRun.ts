import { execFile } from 'node:child_process';
import type { ContentProblem } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ClusterConnection } from '@kubernetes-academy/dev-cluster';
import type { ContentManifest } from './manifests';

/** One manifest takes a fraction of a second; a server that hangs shall not. */
const DRY_RUN_TIMEOUT_MS = 30_000;

/**
 * Lets an API server judge every manifest, strictly and without storing it.
 * What is invalid on purpose must be refused with the words it announces.
 */
export async function dryRunManifests(options: {
  connection: Pick<ClusterConnection, 'kubectl' | 'adminKubeconfig'>;
  manifests: ContentManifest[];
}): Promise<ContentProblem[]> {
  const problems: ContentProblem[] = [];
  for (const { file, line, object, refusal, partial } of options.manifests) {
    if (partial) {
      continue;
    }
    const refused = await dryRun(options.connection, object);
    if (refusal === undefined && refused !== undefined) {
      problems.push({
        file,
        line,
        message: refused,
        expected: 'a manifest that the API server accepts',
      });
    } else if (refusal !== undefined && !refused?.includes(refusal)) {
      problems.push({
        file,
        line,
        message: refused ?? 'the API server accepts this',
        expected: `a refusal that says "${refusal}"`,
      });
    }
  }
  return problems;
}

/** The server's refusal, or undefined if it would accept the object. */
async function dryRun(
  connection: Pick<ClusterConnection, 'kubectl' | 'adminKubeconfig'>,
  object: object,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      connection.kubectl,
      [
        `--kubeconfig=${connection.adminKubeconfig}`,
        'apply',
        '--server-side',
        '--force-conflicts',
        '--field-manager=academy-validate',
        '--dry-run=server',
        '--validate=strict',
        '--filename=-',
      ],
      { timeout: DRY_RUN_TIMEOUT_MS },
      (error, _stdout, stderr) => {
        if (!error) {
          resolve(undefined);
        } else if (typeof error.code === 'number') {
          resolve(stderr.trim());
        } else {
          reject(error);
        }
      },
    );
    child.stdin?.end(JSON.stringify(object));
  });
}
