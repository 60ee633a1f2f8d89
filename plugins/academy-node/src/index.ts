/**
 * Extension points of the Academy backend.
 *
 * @packageDocumentation
 */
export { candidatePaths } from './candidatePaths';
export {
  academyCheckKindExtensionPoint,
  type AcademyCheckKindExtensionPoint,
} from './checkKinds';
export {
  academyLabRuntimeExtensionPoint,
  type AcademyLabRuntimeExtensionPoint,
} from './labRuntime';
export type {
  AppliedObject,
  BackendIdentity,
  CheckEvaluation,
  CheckEvaluator,
  CheckSession,
  CheckSessionOptions,
  CustomCheckContext,
  CustomCheckKind,
  ExecInput,
  ExecResult,
  GatewayKind,
  JournalEntry,
  LabErrorShape,
  LabRuntime,
  ManifestFile,
  ObjectKind,
  ObjectRead,
  ObjectReader,
  ObjectSubscription,
  OpenCustomCheckOptions,
  ProveFaultInput,
  ProvisionInput,
  SandboxInfo,
  SandboxObjectRef,
  SandboxOwner,
  SandboxRef,
  TrainingClusterOptions,
} from '@kubernetes-academy/lab-engine';
