import type { BackendIdentity, TrainingClusterOptions } from '../runtime/types';
import { loadKubeconfig, type KubeconfigContext } from './identity';

const DEFAULT_MAX_SANDBOXES = 20;

/**
 * Reads address, authority and identity of one context. The context is always
 * named: the current one of a kubeconfig changes under the hands of its owner.
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
  const { cluster, user } = await loadKubeconfig(path, context);
  if (cluster.skipTLSVerify) {
    throw new Error(
      `The cluster of context "${context}" in ${path} turns TLS verification off; give it a certificate-authority`,
    );
  }
  const identity = overrides.identity ?? userIdentity(user, path, context);
  if (!identity) {
    throw new Error(
      `The user of context "${context}" in ${path} has no token, certificate or credential plugin; give the token of the ServiceAccount backstage/academy as identity`,
    );
  }
  return {
    name: context,
    title: context,
    server: cluster.server,
    caData: cluster.caData,
    caFile: cluster.caFile,
    maxSandboxes: DEFAULT_MAX_SANDBOXES,
    capabilities: {},
    ...overrides,
    identity,
  };
}

/** Certificates are read and plugins run when the first request needs them. */
function userIdentity(
  user: KubeconfigContext['user'],
  path: string,
  context: string,
): BackendIdentity | undefined {
  if (user?.token) return { token: user.token };
  const hasCertificate =
    (user?.certData || user?.certFile) && (user.keyData || user.keyFile);
  return hasCertificate || user?.exec || user?.authProvider
    ? { kubeconfig: path, context }
    : undefined;
}
