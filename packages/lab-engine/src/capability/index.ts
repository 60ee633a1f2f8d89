export { correctCapabilities, detectCapabilities } from './detectCapabilities';
export type { DetectedCapabilities } from './detectCapabilities';
export {
  isSupported,
  MINIMUM_KUBERNETES,
  readKubernetesVersion,
  versionCapability,
} from './kubernetesVersion';
export type { KubernetesVersion } from './kubernetesVersion';
