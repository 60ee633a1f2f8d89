/**
 * Extension points of the Academy backend.
 *
 * @packageDocumentation
 */
export { candidatePaths } from './candidatePaths';
export {
  academyLabRuntimeExtensionPoint,
  type AcademyLabRuntimeExtensionPoint,
} from './labRuntime';
export type {
  BackendIdentity,
  CheckSession,
  CheckSessionOptions,
  ExecInput,
  ExecResult,
  GatewayKind,
  JournalEntry,
  LabErrorShape,
  LabRuntime,
  ManifestFile,
  ProveFaultInput,
  ProvisionInput,
  SandboxInfo,
  SandboxOwner,
  SandboxRef,
  TrainingClusterOptions,
} from '@kubernetes-academy/lab-engine';
