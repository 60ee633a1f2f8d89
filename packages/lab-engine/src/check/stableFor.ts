import {
  checkKindOf,
  type Check,
} from '@kubernetes-academy/backstage-plugin-academy-common';

const STATUS_WINDOW_MS = 3_000;
/** Authorizers and quotas learn of a change after our watch does, see `AskingEvaluator`. */
const ASKED_WINDOW_MS = 1_000;
const MS_PER_UNIT = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * How long a check must hold, in milliseconds: as declared, else by its kind.
 * What controllers still move gets 3 s, what the API server is asked 1 s, and
 * what the learner or the cluster has written once 0.
 */
export function stableForMs(check: Check): number {
  const declared = /^(\d+)(ms|s|m|h)$/.exec(check.stableFor ?? '');
  if (declared) {
    const unit = declared[2] as keyof typeof MS_PER_UNIT;
    return Number(declared[1]) * MS_PER_UNIT[unit];
  }
  switch (checkKindOf(check)) {
    case 'resources':
      return readsStatus(check) ? STATUS_WINDOW_MS : 0;
    case 'access':
    case 'dryRun':
      return ASKED_WINDOW_MS;
    case 'custom':
      return STATUS_WINDOW_MS;
    default:
      return 0;
  }
}

function readsStatus(check: Check): boolean {
  return [...check.assert, ...(check.never ?? [])].some(statement =>
    /\bstatus\b/.test(statement.expr),
  );
}
