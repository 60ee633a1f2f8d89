import { isDeepStrictEqual } from 'node:util';
import type {
  ApplyError,
  ApplyResult,
  LocalizedText,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { KubernetesObject } from '../check/types';
import { ClusterError, type ClusterClient, type ObjectRef } from '../gateway';
import { isPathSegment } from '../gateway/paths';
import {
  locateField,
  ManifestSyntaxError,
  parseManifests,
  type ManifestDocument,
} from '../manifest';
import { applyStrictly } from './applyStrictly';
import { impossibleName, otherNamespace } from './messages';
import { toApplyError } from './toApplyError';

/** What is applied, and as whom. */
export interface ApplyAsLearnerOptions {
  /** Acts with the learner's token. */
  client: ClusterClient;
  namespace: string;
  yaml: string;
  dryRun?: boolean;
  /** Documents may name another namespace: the whole cluster is the learner's. */
  anyNamespace?: boolean;
}

type DocumentResult = ApplyResult['documents'][number];

/**
 * Applies the learner's text document by document, each as it was written: a
 * misspelt field reaches the API server, whose answer is the lesson. Nothing
 * is applied when the text cannot be parsed.
 *
 * @throws ClusterError only when the cluster does not answer
 */
export async function applyAsLearner(
  options: ApplyAsLearnerOptions,
): Promise<ApplyResult> {
  let parsed: ManifestDocument[];
  try {
    parsed = parseManifests(options.yaml);
  } catch (error) {
    if (!(error instanceof ManifestSyntaxError)) throw error;
    const { message, text, line, column } = error;
    return { documents: [], error: { message, text, line, column } };
  }
  const documents: DocumentResult[] = [];
  for (const document of parsed) {
    const { kind, metadata } = document.object;
    documents.push({
      line: document.line,
      kind,
      name: metadata.name,
      ...(await applyDocument(document, options)),
    });
  }
  return { documents };
}

async function applyDocument(
  document: ManifestDocument,
  options: ApplyAsLearnerOptions,
): Promise<Pick<DocumentResult, 'outcome' | 'error'>> {
  const { client, namespace, dryRun, anyNamespace } = options;
  const { object } = document;
  const { apiVersion, kind, metadata } = object;
  const wanted = String(metadata.namespace ?? namespace);
  if (wanted !== namespace && !anyNamespace) {
    const error = ownError(otherNamespace(namespace), 'metadata.namespace');
    return refused(document, error);
  }
  if (!isPathSegment(metadata.name)) {
    return refused(document, ownError(impossibleName(), 'metadata.name'));
  }
  try {
    const ref = { apiVersion, kind, namespace: wanted, name: metadata.name };
    const before = await readBefore(client, ref);
    const applied = await applyStrictly(object, {
      client,
      namespace: wanted,
      dryRun,
    });
    if (applied.created) return { outcome: 'created' };
    const unchanged =
      before && isDeepStrictEqual(essence(before), essence(applied.object));
    return { outcome: unchanged ? 'unchanged' : 'configured' };
  } catch (error) {
    if (!(error instanceof ClusterError) || error.unanswered) throw error;
    return refused(document, toApplyError(error));
  }
}

function ownError(text: LocalizedText, field: string): ApplyError {
  return { message: text.en, text, field };
}

/** Where the field stands in the text is where the error stands. */
function refused(document: ManifestDocument, error: ApplyError) {
  const { field } = error;
  const position = field === undefined ? {} : locateField(document, field);
  return { outcome: 'refused' as const, error: { ...error, ...position } };
}

/** Undefined when there is none, or when the learner may not read it. */
async function readBefore(
  client: ClusterClient,
  ref: ObjectRef,
): Promise<KubernetesObject | undefined> {
  try {
    return await client.get(ref);
  } catch (error) {
    const silent = error instanceof ClusterError && !error.unanswered;
    if (silent && error.reason !== 'NoMatch') return undefined;
    throw error;
  }
}

/** What a learner means by an object: neither bookkeeping nor status. */
function essence({ metadata, status, ...rest }: KubernetesObject): object {
  const { managedFields, resourceVersion, generation, ...meaning } = metadata;
  return { ...rest, metadata: meaning };
}
