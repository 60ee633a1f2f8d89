import { parseManifests, type ManifestObject } from '../../../manifest';
import type { CheckContext } from '../types';

/**
 * The one object of a file of the unit, for the sandbox.
 *
 * @throws Error for its author
 */
export function readManifest(
  file: string,
  { files = {}, namespace }: Pick<CheckContext, 'files' | 'namespace'>,
): ManifestObject {
  const content = files[file];
  if (content === undefined) {
    throw new Error(`the file ${file} is not there`);
  }
  const documents = parseManifests(content);
  if (documents.length !== 1) {
    throw new Error(
      `expected one object in ${file}, there are ${documents.length}`,
    );
  }
  const [{ object }] = documents;
  return { ...object, metadata: { ...object.metadata, namespace } };
}
