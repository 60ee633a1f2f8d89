export { reachabilityKind } from './reachabilityKind';
