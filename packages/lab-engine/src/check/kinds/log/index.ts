export { logKind } from './logKind';
