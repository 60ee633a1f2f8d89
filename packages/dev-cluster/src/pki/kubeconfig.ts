import { mkdirSync, readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { PRIVATE_DIR_MODE, writeFileAtomic } from '../state/atomicFile';
import type { ClusterConnection } from '../state/connection';
import { kubeconfigPath, type ClusterPaths } from '../state/paths';
import { certificateIdentities, readKeyedCertificate } from './clusterPki';

/** Who a printed kubeconfig lets one be. */
export const KUBECONFIG_IDENTITIES = ['admin', 'academy', 'viewer'] as const;

/** See {@link KUBECONFIG_IDENTITIES}. */
export type KubeconfigIdentity = (typeof KUBECONFIG_IDENTITIES)[number];

/** Writes a kubeconfig for each identity that has a client certificate. */
export function writeKubeconfigs(
  paths: ClusterPaths,
  connection: ClusterConnection,
): void {
  mkdirSync(paths.kubeconfigs, { recursive: true, mode: PRIVATE_DIR_MODE });
  for (const identity of certificateIdentities(connection.nodes)) {
    const { certificate, key } = readKeyedCertificate(paths.pki, identity);
    const text = kubeconfig(connection, identity, {
      'client-certificate-data': base64(certificate),
      'client-key-data': base64(key),
    });
    writeFileAtomic(kubeconfigPath(paths, identity), text);
  }
}

/**
 * Kubeconfig text of one identity.
 *
 * @throws when the academy's token was not issued yet
 */
export function kubeconfigFor(
  connection: ClusterConnection,
  identity: KubeconfigIdentity,
): string {
  switch (identity) {
    case 'admin':
      return readFileSync(connection.adminKubeconfig, 'utf8');
    case 'viewer':
      return kubeconfig(connection, identity, {
        token: connection.viewerToken,
      });
    default:
      return kubeconfig(connection, identity, {
        token: readAcademyToken(connection),
      });
  }
}

function readAcademyToken(connection: ClusterConnection): string {
  try {
    return readFileSync(connection.academyTokenFile, 'utf8').trim();
  } catch {
    throw new Error(
      'The token of the academy is issued once the cluster is ready. Run "npm run cluster -- up" first.',
    );
  }
}

function kubeconfig(
  connection: ClusterConnection,
  identity: string,
  user: Record<string, string>,
): string {
  const context = `academy-${connection.name}`;
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: context,
        cluster: {
          server: connection.server,
          'certificate-authority-data': base64(
            readFileSync(connection.caFile, 'utf8'),
          ),
        },
      },
    ],
    users: [{ name: identity, user }],
    contexts: [
      { name: context, context: { cluster: context, user: identity } },
    ],
    'current-context': context,
  });
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
