export { dryRunKind } from './dryRunKind';
