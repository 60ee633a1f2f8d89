/**
 * Capabilities that the Academy knows by name, in the order in which they are
 * shown. Beside them there is `kubernetes-1.NN`, at least that minor version,
 * and whatever a platform team declares under a name of its own.
 *
 * @public
 */
export const KNOWN_CAPABILITIES = [
  'real-nodes',
  'simulated-nodes',
  'nested-control-plane',
  'metrics-server',
  'storageclass',
  'ingress-controller',
  'gateway-api',
  'networkpolicy-cni',
  'prometheus-operator',
  'argocd',
  'cert-manager',
  'vpa',
  'istio',
] as const;

/** One of {@link KNOWN_CAPABILITIES}. @public */
export type KnownCapability = (typeof KNOWN_CAPABILITIES)[number];

/** Whether a name is one of {@link KNOWN_CAPABILITIES}. @public */
export function isKnownCapability(name: string): name is KnownCapability {
  return KNOWN_CAPABILITIES.some(known => known === name);
}

/**
 * The minor version in a capability such as `kubernetes-1.34`.
 *
 * @returns undefined for every other capability
 * @public
 */
export function kubernetesMinor(capability: string): number | undefined {
  const minor = /^kubernetes-1\.(\d+)$/.exec(capability)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/**
 * What is needed and not offered. A cluster that offers `kubernetes-1.36` also
 * meets `kubernetes-1.33`.
 *
 * @public
 */
export function missingCapabilities(
  needs: readonly string[],
  offered: readonly string[],
): string[] {
  const newest = Math.max(...offered.map(name => kubernetesMinor(name) ?? -1));
  return needs.filter(need => {
    const minor = kubernetesMinor(need);
    return minor === undefined ? !offered.includes(need) : minor > newest;
  });
}
