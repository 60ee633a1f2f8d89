import type { KubernetesObject } from '../../types';
import type { Labels } from './selectors';

/** One end of a connection. */
export interface Endpoint {
  /** The Pod of the sandbox; absent for what is elsewhere. */
  pod?: KubernetesObject;
  /** Of the Pod; absent for an address outside of the cluster. */
  labels?: Labels;
  /** Of the Pod's namespace. */
  namespaceLabels?: Labels;
  /** None while a Pod has none, or where only labels are known. */
  addresses: string[];
  /** On the network of its node: policies do not select it. */
  hostNetwork: boolean;
}

interface PodSpec {
  hostNetwork?: boolean;
  nodeName?: string;
  containers?: ContainerSpec[];
  initContainers?: (ContainerSpec & { restartPolicy?: string })[];
}

interface ContainerSpec {
  ports?: { name?: string; containerPort: number; protocol?: string }[];
}

interface PodStatus {
  phase?: string;
  podIP?: string;
  podIPs?: { ip: string }[];
}

/** A Pod of the sandbox. */
export function podEndpoint(
  pod: KubernetesObject,
  namespaceLabels: Labels,
): Endpoint {
  const { podIP, podIPs = [] } = (pod.status ?? {}) as PodStatus;
  const addresses = [...podIPs.map(({ ip }) => ip), ...(podIP ? [podIP] : [])];
  return {
    pod,
    labels: pod.metadata.labels ?? {},
    namespaceLabels,
    addresses: [...new Set(addresses)],
    hostNetwork: specOf(pod).hostNetwork === true,
  };
}

/** Any Pod of which nothing is known but labels. */
export function labelledEndpoint(
  labels: Labels,
  namespaceLabels: Labels,
): Endpoint {
  return { labels, namespaceLabels, addresses: [], hostNetwork: false };
}

/** An address outside of the cluster. */
export function addressEndpoint(ip: string): Endpoint {
  return { addresses: [ip], hostNetwork: false };
}

/** Whether a Pod can have connections: those that have ended cannot. */
export function isAlive({ status }: KubernetesObject): boolean {
  const { phase } = (status ?? {}) as PodStatus;
  return phase !== 'Succeeded' && phase !== 'Failed';
}

/** Whether both are Pods of the same node. */
export function onSameNode(a: Endpoint, b: Endpoint): boolean {
  const node = a.pod && specOf(a.pod).nodeName;
  return node !== undefined && b.pod !== undefined
    ? specOf(b.pod).nodeName === node
    : false;
}

/** The numbers that containers of a Pod give to a name, in their order. */
export function portsNamed(
  { pod }: Endpoint,
  name: string,
  protocol: string,
): number[] {
  if (!pod) return [];
  const { containers = [], initContainers = [] } = specOf(pod);
  const sidecars = initContainers.filter(
    ({ restartPolicy }) => restartPolicy === 'Always',
  );
  return [...containers, ...sidecars]
    .flatMap(({ ports = [] }) => ports)
    .filter(port => port.name === name && (port.protocol ?? 'TCP') === protocol)
    .map(({ containerPort }) => containerPort);
}

function specOf({ spec }: KubernetesObject): PodSpec {
  return (spec ?? {}) as PodSpec;
}
