export {
  isKnownCapability,
  KNOWN_CAPABILITIES,
  kubernetesMinor,
  missingCapabilities,
} from './capabilities';
export type { KnownCapability } from './capabilities';
export { clustersFor } from './clustersFor';
