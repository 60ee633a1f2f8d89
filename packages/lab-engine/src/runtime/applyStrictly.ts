import { ClusterError, type ClusterClient } from '../gateway';
import type { ManifestObject } from '../manifest';
import { quotaStatusIsUnknown, untilAllowed } from '../sandbox';

/** Owner of the fields that a learner sets in the portal. */
const EDITOR_FIELD_MANAGER = 'academy-editor';

/** What is applied, and as whom. */
export interface ApplyStrictlyOptions {
  /** Acts with the token of whom the answer is for. */
  client: ClusterClient;
  namespace: string;
  dryRun?: boolean;
  signal?: AbortSignal;
}

/**
 * Applies an object as it was written: a misspelt field is refused.
 *
 * @throws ClusterError with the clearest words there are
 */
export async function applyStrictly(
  object: ManifestObject,
  options: ApplyStrictlyOptions,
): ReturnType<ClusterClient['apply']> {
  const { client, signal } = options;
  const write = { ...options, fieldValidation: 'Strict' } as const;
  try {
    return await untilAllowed(
      () =>
        client.apply(object, { ...write, fieldManager: EDITOR_FIELD_MANAGER }),
      // Any other refusal is for people to read, at once.
      { only: quotaStatusIsUnknown, signal },
    );
  } catch (error) {
    if (!(error instanceof ClusterError) || !isVague(error)) throw error;
    throw (await strictError(object, options)) ?? error;
  }
}

/** Server-side apply answers a misspelt field with an internal error that names one field. */
function isVague({ message }: ClusterError): boolean {
  return message.startsWith('failed to create typed patch object');
}

/** Creating without effect gives the sentence that kubectl shows, with all fields. */
async function strictError(
  object: ManifestObject,
  { client, namespace, signal }: ApplyStrictlyOptions,
): Promise<ClusterError | undefined> {
  try {
    await client.create(object, {
      namespace,
      dryRun: true,
      fieldValidation: 'Strict',
      signal,
    });
  } catch (clearer) {
    if (clearer instanceof ClusterError && clearer.status === 400) {
      return clearer;
    }
  }
  return undefined;
}
