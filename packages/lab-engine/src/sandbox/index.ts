export { createSandboxSupplier } from './createSandboxSupplier';
export { issueKubeconfig } from './issueKubeconfig';
export { ALL_SANDBOXES_SELECTOR, PROTECTED_LABEL, sandboxName } from './names';
export { namespaceRef, ownedNamespace } from './ownedNamespace';
export { provisionSandbox } from './policy/provisionSandbox';
export { removeSandbox } from './policy/removeSandbox';
export { poolNamespaces, poolObjects } from './pool/poolObjects';
export { profileOf } from './profile';
export type { SandboxObject } from './SandboxObject';
export { sandboxObjects } from './sandboxObjects';
export type { SandboxObjects } from './sandboxObjects';
export { SandboxIdentities } from './SandboxIdentities';
export type {
  ProvisionedSandbox,
  SandboxCensus,
  SandboxSupplier,
} from './types';
export { quotaStatusIsUnknown, untilAllowed } from './untilAllowed';
export { wipeSandbox } from './wipeSandbox';
