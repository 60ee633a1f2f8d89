export { createCustomKind } from './createCustomKind';
