/**
 * Gateways, watches, checks, sandboxes and faults on training clusters.
 *
 * @packageDocumentation
 */
export { patternProblem, validateExpression } from './cel';
export type { ExpressionValidation } from './cel';
export type { CheckEvaluation } from './check/judge';
export type {
  AnswerSource,
  CheckEvaluator,
  CheckSetting,
  CustomCheckContext,
  CustomCheckKind,
  ObjectReader,
  OpenCustomCheckOptions,
  PinnedObject,
} from './check/kinds/types';
export type {
  Clock,
  KubernetesObject,
  ObjectKind,
  ObjectRead,
  ObjectSubscription,
} from './check/types';
export { OPERATION_ANNOTATION, withoutServerFields } from './fault';
export {
  ClusterError,
  IN_CLUSTER_AUTHORITY_FILE,
  IN_CLUSTER_TOKEN_FILE,
  trainingClusterFromKubeconfig,
} from './gateway';
export type { ClusterErrorOptions, ClusterProxy, StatusCause } from './gateway';
export { ManifestSyntaxError, parseManifests } from './manifest';
export type { ManifestDocument, ManifestObject } from './manifest';
export * from './objects';
export * from './runtime';
export { poolNamespaces, poolObjects, sandboxName } from './sandbox';
