import type { KubernetesObject } from '../check/types';

type Fields = Record<string, unknown>;

/** Written by the API server whenever an object is. */
const SERVER_METADATA = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
];

/** Notes of programs about what they have done, not anybody's wish. */
const BOOKKEEPING_ANNOTATIONS = [
  'deployment.kubernetes.io/revision',
  'kubectl.kubernetes.io/last-applied-configuration',
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
];

/** Fields of `spec` that the cluster fills in when the object does not say them. */
const ASSIGNED: Record<string, string[]> = {
  Service: ['clusterIP', 'clusterIPs'],
  Pod: ['nodeName'],
  PersistentVolumeClaim: ['volumeName'],
  Job: ['selector'],
};

/** What a Job's controller writes on its pods. */
const JOB_LABEL = /(^|\/)(controller-uid|job-name)$/;

/** An object as somebody could have written it: without what only the server writes. @public */
export function withoutServerFields(object: object): KubernetesObject {
  const { status, metadata, ...rest } = structuredClone(
    object,
  ) as KubernetesObject & { spec?: Fields };
  const { annotations, ...kept } = omit(metadata, SERVER_METADATA);
  const notes = omit((annotations ?? {}) as Fields, BOOKKEEPING_ANNOTATIONS);
  const { spec } = rest;
  if (spec) {
    rest.spec = omit(spec, assignedFields(rest.kind, spec));
  }
  if (rest.kind === 'Job') {
    dropJobLabels(rest.spec?.template);
  }
  return {
    ...rest,
    metadata: {
      ...(kept as KubernetesObject['metadata']),
      ...(Object.keys(notes).length > 0 && { annotations: notes }),
    },
  };
}

/** What the cluster has filled in, to be sent back with a change that keeps it. */
export function assignedSpec({ kind, spec }: KubernetesObject): Fields {
  const assigned = assignedFields(kind, (spec ?? {}) as Fields);
  return Object.fromEntries(
    Object.entries((spec ?? {}) as Fields).filter(([name]) =>
      assigned.includes(name),
    ),
  );
}

function assignedFields(kind: string | undefined, spec: Fields): string[] {
  // Without an address of its own by somebody's wish, not by the cluster's.
  const headless = kind === 'Service' && spec.clusterIP === 'None';
  return headless ? [] : ASSIGNED[kind ?? ''] ?? [];
}

function dropJobLabels(template: unknown): void {
  const { metadata } = (template ?? {}) as { metadata?: Fields };
  const labels = metadata?.labels as Fields | undefined;
  if (metadata && labels) {
    metadata.labels = omit(
      labels,
      Object.keys(labels).filter(name => JOB_LABEL.test(name)),
    );
  }
}

function omit(fields: Fields, names: string[]): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => !names.includes(name)),
  );
}
