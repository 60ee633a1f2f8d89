import type { Cluster, KubeConfig, User } from '@kubernetes/client-node';

/** One context of a kubeconfig. */
export interface KubeconfigContext {
  /** As the client library reads the file; this context is its current one. */
  config: KubeConfig;
  cluster: Cluster;
  /** Null when the file has no such user. */
  user: User | null;
}

/**
 * Reads one context of a kubeconfig. It is always named: the current one of a
 * file changes under the hands of its owner.
 *
 * @throws Error with what is wrong with the file
 */
export async function loadKubeconfig(
  path: string,
  context: string,
): Promise<KubeconfigContext> {
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
  config.setCurrentContext(context);
  return { config, cluster, user: config.getUser(found.user) };
}
