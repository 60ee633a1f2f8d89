import { ClusterError, type ClusterClient } from '../gateway';

/** ValidatingAdmissionPolicy v1, on which the fence and all guards rest. */
const MINIMUM_MINOR = 30;

/** The oldest Kubernetes that can host labs. */
export const MINIMUM_KUBERNETES = `1.${MINIMUM_MINOR}`;

/** Which Kubernetes a cluster is. */
export interface KubernetesVersion {
  /** As the API server says it, e.g. `v1.36.3`. */
  text: string;
  minor: number;
}

/**
 * Asks the API server for its version, which every identity may read.
 *
 * @throws ClusterError
 */
export async function readKubernetesVersion(
  client: ClusterClient,
): Promise<KubernetesVersion> {
  const { body } = await client.request<{ gitVersion?: string }>({
    method: 'GET',
    path: '/version',
  });
  const text = body.gitVersion ?? '';
  // Distributions append to it: v1.36.3-eks-113cf36, v1.36.3+k3s1.
  const minor = /^v1\.(\d+)/.exec(text)?.[1];
  if (minor === undefined) {
    throw new ClusterError({
      status: 0,
      reason: 'NoKubernetesAnswer',
      message: `not a version of Kubernetes: "${text}"`,
    });
  }
  return { text, minor: Number(minor) };
}

/** Whether labs can run on this Kubernetes. */
export function isSupported({ minor }: KubernetesVersion): boolean {
  return minor >= MINIMUM_MINOR;
}

/** The capability that follows from a version: at least this minor. */
export function versionCapability({ minor }: KubernetesVersion): string {
  return `kubernetes-1.${minor}`;
}
