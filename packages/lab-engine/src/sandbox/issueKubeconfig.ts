import type { IssuedKubeconfig } from '@kubernetes-academy/backstage-plugin-academy-common';
import { stringify } from 'yaml';
import type { GatewayCluster } from '../gateway';
import { LabError } from '../runtime/LabError';
import type { NestedCluster, NestedKubeconfig } from '../nested';
import type { KubectlAccess, SandboxRef } from '../runtime/types';
import { noKubectl } from './messages';
import { EXPIRES_AT_ANNOTATION } from './names';
import { ownedNamespace } from './ownedNamespace';
import { profileOf } from './profile';
import type { SandboxIdentities } from './SandboxIdentities';
import { MIN_TOKEN_TTL_S, TOKEN_TTL_S } from './tokenRequest';

/** Who gives out what a kubeconfig proves its user with. */
export interface KubeconfigIssuers {
  identities: SandboxIdentities;
  /** Asked in sandboxes of the profile `nested` only. */
  nested: Pick<NestedCluster, 'kubeconfig'>;
}

/**
 * A kubeconfig with a new token of the learner: one hour, not beyond the end
 * of the sandbox, at least the ten minutes the API server insists on.
 *
 * @throws LabError `gone` or `conflict`, `forbidden` where kubectl has no way to the cluster; ClusterError
 */
export async function issueKubeconfig(
  cluster: GatewayCluster,
  sandbox: SandboxRef,
  { identities, nested }: KubeconfigIssuers,
): Promise<IssuedKubeconfig> {
  const access = cluster.kubectl();
  if (!access) {
    throw new LabError('forbidden', noKubectl(cluster.options.title));
  }
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
  const inside =
    profileOf(namespace) === 'nested'
      ? await nested.kubeconfig(ttlSeconds)
      : undefined;
  const kubeconfig = stringify(
    kubeconfigObject(`academy-${cluster.options.name}`, access, {
      namespace: sandbox.namespace,
      token,
      inside,
    }),
    // A folded token could not be copied by hand.
    { lineWidth: 0 },
  );
  return {
    kubeconfig,
    expiresAt: expiresAt.toISOString(),
    ...(inside && { nested: inside.access }),
  };
}

function kubeconfigObject(
  context: string,
  { server, caData }: KubectlAccess,
  learner: { namespace: string; token: string; inside?: NestedKubeconfig },
): object {
  const { namespace, token, inside } = learner;
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: context,
        cluster: {
          server,
          ...(caData && { 'certificate-authority-data': caData }),
        },
      },
      ...(inside ? [inside.cluster] : []),
    ],
    users: [
      { name: 'learner', user: { token } },
      ...(inside ? [inside.user] : []),
    ],
    contexts: [
      {
        name: context,
        context: { cluster: context, user: 'learner', namespace },
      },
      ...(inside ? [inside.context] : []),
    ],
    'current-context': context,
  };
}
