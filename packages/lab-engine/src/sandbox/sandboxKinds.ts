/** What makes pods, owners before what they own, and the pods. */
export const WORKLOAD_KINDS = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['batch/v1', 'CronJob'],
  ['batch/v1', 'Job'],
  ['apps/v1', 'ReplicaSet'],
  ['v1', 'Pod'],
] as const;

/** Everything that a learner can create. */
export const LEARNER_KINDS = [
  ...WORKLOAD_KINDS,
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['policy/v1', 'PodDisruptionBudget'],
  ['v1', 'Service'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
  ['v1', 'ServiceAccount'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
  ['rbac.authorization.k8s.io/v1', 'Role'],
  ['coordination.k8s.io/v1', 'Lease'],
] as const;

/** What is there of a learner: also what the cluster tells of it, last since deletions are told too. */
export const WIPED_KINDS = [...LEARNER_KINDS, ['v1', 'Event']] as const;
