import { ACADEMY_DOMAIN } from '@kubernetes-academy/backstage-plugin-academy-common';
import { ClusterError, type ClusterClient } from '../gateway';
import { isPathSegment } from '../gateway/paths';
import {
  ManifestSyntaxError,
  parseManifests,
  type ManifestDocument,
  type ManifestObject,
} from '../manifest';
import { LabError } from '../runtime/LabError';
import type { ManifestFile } from '../runtime/types';
import { invalidManifest } from './messages';

/**
 * What a document does: `apply` (default) applies it, `patch` sends it as merge
 * patch (`null` removes a field), `delete` deletes the object it names.
 *
 * @public
 */
export const OPERATION_ANNOTATION = `${ACADEMY_DOMAIN}/operation`;
const OPERATIONS = ['apply', 'patch', 'delete'] as const;

/** One of the values of {@link OPERATION_ANNOTATION}. */
export type Operation = (typeof OPERATIONS)[number];

/** One document of the content, ready for one sandbox. */
export interface PlannedObject {
  file: string;
  line: number;
  operation: Operation;
  /** With the sandbox's namespace and without the operation. */
  object: ManifestObject;
}

/**
 * Reads manifests of content. The kind is looked up first and must be
 * namespaced, and only then the namespace is set: the other way round would
 * make cluster-scoped objects look like the sandbox's own.
 *
 * @throws LabError `invalid-manifest` for the first document that is not possible; ClusterError
 */
export async function readManifests(
  client: ClusterClient,
  namespace: string,
  files: ManifestFile[],
): Promise<PlannedObject[]> {
  const planned: PlannedObject[] = [];
  for (const { file, content } of files) {
    for (const document of parse(file, content)) {
      planned.push(await plan(client, namespace, file, document));
    }
  }
  return planned;
}

function parse(file: string, content: string): ManifestDocument[] {
  try {
    return parseManifests(content);
  } catch (error) {
    if (!(error instanceof ManifestSyntaxError)) throw error;
    throw refusal(file, error.line, error.message, error);
  }
}

async function plan(
  client: ClusterClient,
  namespace: string,
  file: string,
  { object, line }: ManifestDocument,
): Promise<PlannedObject> {
  await assertNamespaced(client, object, file, line);
  if (!isPathSegment(object.metadata.name)) {
    throw refusal(file, line, `"${object.metadata.name}" cannot be a name`);
  }
  const { annotations, ...metadata } = object.metadata;
  if (metadata.namespace !== undefined && metadata.namespace !== namespace) {
    throw refusal(file, line, 'it must not name a namespace');
  }
  const { [OPERATION_ANNOTATION]: wanted, ...others } = (annotations ??
    {}) as Record<string, string>;
  const operation = OPERATIONS.find(each => each === (wanted ?? 'apply'));
  if (!operation) {
    const possible = OPERATIONS.join(', ');
    throw refusal(file, line, `${OPERATION_ANNOTATION} is one of ${possible}`);
  }
  return {
    file,
    line,
    operation,
    object: {
      ...object,
      metadata: {
        ...metadata,
        namespace,
        ...(Object.keys(others).length > 0 && { annotations: others }),
      },
    },
  };
}

async function assertNamespaced(
  client: ClusterClient,
  object: ManifestObject,
  file: string,
  line: number,
): Promise<void> {
  let namespaced: boolean;
  try {
    ({ namespaced } = await client.mapping(object));
  } catch (error) {
    if (!(error instanceof ClusterError) || error.reason !== 'NoMatch') {
      throw error;
    }
    throw refusal(file, line, error.message, error);
  }
  if (!namespaced) {
    throw refusal(file, line, `${object.kind} does not live in a namespace`);
  }
}

/** The content is wrong, not the learner. */
export function refusal(
  file: string,
  line: number | undefined,
  problem: string,
  cause?: unknown,
): LabError {
  return new LabError(
    'invalid-manifest',
    invalidManifest(file, line, problem),
    {
      cause,
    },
  );
}
