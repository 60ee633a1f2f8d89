export { probeKind } from './probeKind';
