export { accessKind } from './accessKind';
