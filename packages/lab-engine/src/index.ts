/**
 * Gateways, watches, checks, sandboxes and faults on training clusters.
 *
 * @packageDocumentation
 */
export { validateExpression } from './cel';
export type { ExpressionValidation } from './cel';
export type { KubernetesObject } from './check/types';
export { OPERATION_ANNOTATION } from './fault';
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
export { sandboxName } from './sandbox';
