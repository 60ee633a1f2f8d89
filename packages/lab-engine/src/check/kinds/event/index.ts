export { eventKind } from './eventKind';
