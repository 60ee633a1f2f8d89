/**
 * Loads, validates and watches the lessons tree.
 *
 * @packageDocumentation
 */
export { ContentTree } from './files/ContentTree';
export * from './jsonSchema';
export * from './loadContent';
export * from './parameters';
export * from './spec';
export * from './text';
export { checksOf } from './unit/checks';
export type { PlacedCheck } from './unit/checks';
export { namedFilesOf } from './unit/namedFiles';
export type { NamedFile } from './unit/namedFiles';
export { UNIT_FILE } from './unit/loadUnit';
export * from './watchContent';
