export { locateField } from './locateField';
export type { FieldPosition } from './locateField';
export { ManifestSyntaxError, parseManifests } from './parseManifests';
export type { ManifestDocument, ManifestObject } from './parseManifests';
