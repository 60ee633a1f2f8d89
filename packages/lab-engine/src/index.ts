/**
 * Gateways, watches, checks, sandboxes and faults on training clusters.
 *
 * @packageDocumentation
 */
export { validateExpression } from './cel';
export type { ExpressionValidation } from './cel';
export { OPERATION_ANNOTATION } from './fault';
export { trainingClusterFromKubeconfig } from './gateway';
export { ManifestSyntaxError, parseManifests } from './manifest';
export type { ManifestDocument, ManifestObject } from './manifest';
export * from './runtime';
export { sandboxName } from './sandbox';
