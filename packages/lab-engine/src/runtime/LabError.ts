import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import { ClusterError } from '../gateway/ClusterError';
import { clusterErrorText } from './messages';
import type { LabErrorShape } from './types';

/** Something a learner is told about: what happened and what to do. */
export class LabError extends Error implements LabErrorShape {
  override readonly name = 'LabError';
  readonly code: LabErrorShape['code'];
  readonly text: LocalizedText;

  constructor(
    code: LabErrorShape['code'],
    text: LocalizedText,
    options?: { cause?: unknown },
  ) {
    super(text.en, options);
    this.code = code;
    this.text = text;
  }
}

/** Gives an error of a cluster the words of a learner; other errors stay as they are. */
export function toLabError(error: unknown): unknown {
  if (!(error instanceof ClusterError)) return error;
  return new LabError(codeOf(error), clusterErrorText(error), { cause: error });
}

function codeOf(error: ClusterError): LabErrorShape['code'] {
  if (error.reason === 'Timeout') return 'timeout';
  switch (error.status) {
    case 400:
    case 422:
      return 'invalid-manifest';
    case 401:
    case 403:
      return 'forbidden';
    case 404:
      return 'gone';
    case 409:
      return 'conflict';
    default:
      return 'cluster-unavailable';
  }
}
