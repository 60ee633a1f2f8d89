/**
 * Gateways, watches, checks, sandboxes and faults on training clusters.
 *
 * @packageDocumentation
 */
export * from './cel';
export * from './check';
export { OPERATION_ANNOTATION } from './fault';
export type { Operation } from './fault';
export * from './gateway';
export { ManifestSyntaxError, parseManifests } from './manifest';
export type { ManifestDocument, ManifestObject } from './manifest';
export * from './runtime';
export { provisionSandbox, sandboxName, sandboxObjects } from './sandbox';
export type {
  ProvisionedSandbox,
  SandboxIdentities,
  SandboxObject,
  SandboxObjects,
} from './sandbox';
