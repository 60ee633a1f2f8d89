import { DISCOVERY_TYPE } from '../gateway';

/** Of very large clusters the first ones tell enough. */
const OBJECTS_READ = 500;

/** One GET. */
export interface SourceCall {
  path: string;
  accept?: string;
  query?: { limit: number };
  /** Answered by another server behind the API server, which may be away while the cluster is not. */
  aggregated?: boolean;
}

/** What is read of a cluster to tell what it offers: one GET each. */
export const SOURCES = {
  kinds: { path: '/apis', accept: DISCOVERY_TYPE },
  nodes: { path: '/api/v1/nodes', query: { limit: OBJECTS_READ } },
  storageClasses: { path: '/apis/storage.k8s.io/v1/storageclasses' },
  ingressClasses: { path: '/apis/networking.k8s.io/v1/ingressclasses' },
  gatewayClasses: { path: '/apis/gateway.networking.k8s.io/v1/gatewayclasses' },
  metrics: { path: '/apis/metrics.k8s.io/v1beta1', aggregated: true },
} satisfies Record<string, SourceCall>;

/** One of {@link SOURCES}. */
export type Source = keyof typeof SOURCES;

/** The part of a Node that tells whether containers run there. */
export interface NodeObject {
  metadata: { annotations?: Record<string, string> };
  spec?: { unschedulable?: boolean; taints?: { effect: string }[] };
  status?: { conditions?: Condition[] };
}

/** A condition as most kinds have them. */
export interface Condition {
  type: string;
  status: string;
}

/** The answers, as far as they are looked at. */
export interface Answers {
  kinds: {
    items: {
      metadata?: { name?: string };
      versions: { resources?: { resource: string }[] }[];
    }[];
  };
  nodes: { items: NodeObject[] };
  storageClasses: {
    items: {
      metadata: { annotations?: Record<string, string> };
      provisioner: string;
    }[];
  };
  ingressClasses: { items: unknown[] };
  gatewayClasses: { items: { status?: { conditions?: Condition[] } }[] };
  metrics: object;
}
