import type { TrainingClusterOptions } from '../runtime/types';

const DEFAULT_MAX_SANDBOXES = 20;

/**
 * Reads address, authority and, where it is a token, identity of one context.
 * The context is always named: the current one of a kubeconfig changes under
 * the hands of its owner.
 *
 * @param overrides - above all `identity`, when the context's user is not the backend's ServiceAccount
 * @throws Error with what is missing in the kubeconfig
 * @public
 */
export async function trainingClusterFromKubeconfig(
  path: string,
  context: string,
  overrides: Partial<TrainingClusterOptions> = {},
): Promise<TrainingClusterOptions> {
  // Loaded only here: it costs half a second and 70 MB.
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  config.loadFromFile(path);
  const found = config.getContextObject(context);
  const cluster = found && config.getCluster(found.cluster);
  if (!cluster) {
    throw new Error(
      `${path} has no context "${context}" with a cluster; it has: ${config
        .getContexts()
        .map(each => each.name)
        .join(', ')}`,
    );
  }
  if (cluster.skipTLSVerify) {
    throw new Error(
      `The cluster of context "${context}" in ${path} turns TLS verification off; give it a certificate-authority`,
    );
  }
  const user = config.getUser(found.user);
  const identity =
    overrides.identity ?? (user?.token ? { token: user.token } : undefined);
  if (!identity) {
    throw new Error(
      `The user of context "${context}" in ${path} has no token; give the token of the ServiceAccount backstage/academy as identity`,
    );
  }
  return {
    name: context,
    title: context,
    server: cluster.server,
    caData: cluster.caData,
    caFile: cluster.caFile,
    maxSandboxes: DEFAULT_MAX_SANDBOXES,
    capabilities: [],
    ...overrides,
    identity,
  };
}
