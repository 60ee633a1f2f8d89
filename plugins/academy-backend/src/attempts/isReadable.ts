import {
  checkKindOf,
  type Check,
  type UnknownReason,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { StoredVerdict } from './types';

/** What verdicts say of a cluster that does not answer. */
const SILENT: (UnknownReason | undefined)[] = ['unreachable', 'timeout'];

/**
 * False while the cluster answers none of these checks. Answers of learners are
 * read here, so they say nothing about the cluster.
 */
export function isReadable(
  checks: Check[],
  verdicts: StoredVerdict[],
): boolean {
  const byId = new Map(
    verdicts.map(({ verdict }) => [verdict.checkId, verdict]),
  );
  const read = checks.filter(check => checkKindOf(check) !== 'answer');
  const silent = read.every(({ id }) => {
    const verdict = byId.get(id);
    return verdict?.outcome === 'unknown' && SILENT.includes(verdict.reason);
  });
  return read.length === 0 || !silent;
}
