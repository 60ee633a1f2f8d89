import { createHash } from 'node:crypto';
import { PROTECTED_LABEL } from '../../../sandbox/names';
import type {
  KubernetesObject,
  ObjectKind,
  ObjectRead,
  ObjectSubscription,
} from '../../types';
import { PROBE_PREFIX } from './probeJob';

export const POD: ObjectKind = { apiVersion: 'v1', kind: 'Pod' };
const SERVICE: ObjectKind = { apiVersion: 'v1', kind: 'Service' };
const ENDPOINT_SLICE: ObjectKind = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
};
const NETWORK_POLICY: ObjectKind = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
};
const INGRESS: ObjectKind = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
};

/** What decides whether a connection gets through. */
export const SURROUNDINGS = [
  POD,
  SERVICE,
  ENDPOINT_SLICE,
  NETWORK_POLICY,
  INGRESS,
];

interface Endpoint {
  addresses: string[];
  conditions?: { ready?: boolean };
  targetRef?: { name?: string };
}

/** What a probe's result depends on, or why that cannot be read. */
export type Surroundings =
  | { state: 'read'; digest: string; pods: KubernetesObject[] }
  | Exclude<ObjectRead, { state: 'synced' }>;

/**
 * A digest that changes with everything a probe's result depends on, and with
 * nothing else. What probes themselves cause is left out: a probe must not be
 * the reason for the next one.
 */
export function surroundingsOf(
  objects: Pick<ObjectSubscription, 'read'>,
): Surroundings {
  const parts: unknown[] = [];
  let pods: KubernetesObject[] = [];
  let syncing = false;
  for (const kind of SURROUNDINGS) {
    const read = objects.read(kind);
    if (read.state === 'unknown') return read;
    if (read.state === 'syncing') {
      syncing = true;
      continue;
    }
    if (kind === POD) pods = read.objects;
    const relevant = read.objects.flatMap(object => aspectOf(kind, object));
    parts.push(relevant.map(each => JSON.stringify(each)).sort());
  }
  if (syncing) return { state: 'syncing' };
  const digest = createHash('sha256').update(JSON.stringify(parts));
  return { state: 'read', digest: digest.digest('hex'), pods };
}

function aspectOf(kind: ObjectKind, object: KubernetesObject): unknown[] {
  const { metadata, spec } = object;
  const { name, uid, labels } = metadata;
  if (kind === POD) {
    if (labels?.[PROTECTED_LABEL] === 'true') return [];
    const { phase, podIP } = (object.status ?? {}) as Record<string, unknown>;
    return [{ uid, labels, phase, podIP }];
  }
  if (kind === ENDPOINT_SLICE) {
    const { addressType, ports } = object;
    const endpoints = ((object.endpoints ?? []) as Endpoint[])
      .filter(({ conditions }) => conditions?.ready !== false)
      .filter(({ targetRef }) => !targetRef?.name?.startsWith(PROBE_PREFIX))
      .map(({ addresses }) => addresses.join())
      .sort();
    const service = labels?.['kubernetes.io/service-name'];
    // Empty slices come and go.
    return endpoints.length > 0
      ? [{ service, addressType, ports, endpoints }]
      : [];
  }
  return [{ kind: kind.kind, name, uid, spec }];
}
