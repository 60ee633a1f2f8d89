import type { SandboxObject } from '../sandbox';

type Metadata = Partial<SandboxObject['metadata']>;

/** An object of any kind, named `x`. */
export function object(
  apiVersion: string,
  kind: string,
  rest: object = {},
  metadata: Metadata = {},
): SandboxObject {
  return { apiVersion, kind, metadata: { name: 'x', ...metadata }, ...rest };
}

export const CONTAINER = { name: 'x', image: 'docker.io/library/busybox' };
export const LABELS = { matchLabels: { app: 'x' } };

export function template(spec: object = {}, metadata: object = {}) {
  return {
    metadata: { labels: { app: 'x' }, ...metadata },
    spec: { containers: [CONTAINER], ...spec },
  };
}

export const pod = (spec: object = {}, metadata: Metadata = {}) =>
  object('v1', 'Pod', { spec: template(spec).spec }, metadata);
export const deployment = (spec: object = {}, metadata: object = {}) =>
  object('apps/v1', 'Deployment', {
    spec: { selector: LABELS, template: template(spec, metadata) },
  });
export const service = (spec: object) =>
  object('v1', 'Service', {
    spec: { selector: { app: 'x' }, ports: [{ port: 80 }], ...spec },
  });
export const job = (spec: object, metadata: object = {}) =>
  object('batch/v1', 'Job', {
    spec: { template: template({ restartPolicy: 'Never', ...spec }, metadata) },
  });
export const cronJob = (metadata: object) => {
  const { spec } = job({}, metadata);
  return object('batch/v1', 'CronJob', {
    spec: { schedule: '0 0 1 1 *', jobTemplate: { spec } },
  });
};
export const egress = (...rules: object[]) =>
  object('networking.k8s.io/v1', 'NetworkPolicy', {
    spec: { podSelector: {}, policyTypes: ['Egress'], egress: rules },
  });
export const namespaced = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});
export const dns = (port: object) => ({
  to: [namespaced('kube-system')],
  ports: [{ protocol: 'UDP', ...port }],
});
export const ingress = (spec: object, metadata: Metadata = {}) =>
  object(
    'networking.k8s.io/v1',
    'Ingress',
    { spec: { ingressClassName: 'academy', ...spec } },
    metadata,
  );
export const rules = (host?: string) => {
  const backend = { service: { name: 'x', port: { number: 80 } } };
  return [
    { host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } },
  ];
};
export const role = (...verbs: string[]) =>
  object('rbac.authorization.k8s.io/v1', 'Role', {
    rules: [{ apiGroups: [''], resources: ['pods'], verbs }],
  });
export const binding = (roleName: string, subject: object) =>
  object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: roleName,
    },
    subjects: [subject],
  });
export const group = (name: string) => ({
  apiGroup: 'rbac.authorization.k8s.io',
  kind: 'Group',
  name,
});
