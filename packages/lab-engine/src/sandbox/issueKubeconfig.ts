import type { IssuedKubeconfig } from '@kubernetes-academy/backstage-plugin-academy-common';
import { stringify } from 'yaml';
import type { GatewayCluster } from '../gateway';
import type { SandboxRef } from '../runtime/types';
import { EXPIRES_AT_ANNOTATION } from './names';
import { ownedNamespace } from './ownedNamespace';
import type { SandboxIdentities } from './SandboxIdentities';
import { MIN_TOKEN_TTL_S, TOKEN_TTL_S } from './tokenRequest';

/**
 * A kubeconfig with a new token of the learner: one hour, not beyond the end
 * of the sandbox, at least the ten minutes the API server insists on.
 *
 * @throws LabError `gone` or `conflict`; ClusterError
 */
export async function issueKubeconfig(
  cluster: GatewayCluster,
  sandbox: SandboxRef,
  identities: SandboxIdentities,
): Promise<IssuedKubeconfig> {
  const namespace = await ownedNamespace(cluster.client, sandbox);
  const { annotations } = namespace.metadata as {
    annotations?: Record<string, string>;
  };
  const endsAt = Date.parse(annotations?.[EXPIRES_AT_ANNOTATION] ?? '');
  const leftS = Number.isNaN(endsAt)
    ? TOKEN_TTL_S
    : Math.floor((endsAt - Date.now()) / 1000);
  const ttlSeconds = Math.max(MIN_TOKEN_TTL_S, Math.min(TOKEN_TTL_S, leftS));
  const { token, expiresAt } = await identities.learnerToken({ ttlSeconds });
  const kubeconfig = stringify(
    kubeconfigObject(cluster, sandbox.namespace, token),
    // A folded token could not be copied by hand.
    { lineWidth: 0 },
  );
  return { kubeconfig, expiresAt: expiresAt.toISOString() };
}

function kubeconfigObject(
  cluster: GatewayCluster,
  namespace: string,
  token: string,
): object {
  const { name, server } = cluster.options;
  const authority = cluster.authority();
  const context = `academy-${name}`;
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: context,
        cluster: {
          server,
          ...(authority && {
            'certificate-authority-data':
              Buffer.from(authority).toString('base64'),
          }),
        },
      },
    ],
    users: [{ name: 'learner', user: { token } }],
    contexts: [
      {
        name: context,
        context: { cluster: context, user: 'learner', namespace },
      },
    ],
    'current-context': context,
  };
}
