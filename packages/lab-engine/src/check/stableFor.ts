import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';

const STATUS_WINDOW_MS = 3_000;
const MS_PER_UNIT = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * How long a check must hold, in milliseconds: as declared, else 3 s where it
 * reads a status, which controllers still move, and 0 where it reads only what
 * the learner wrote.
 */
export function stableForMs(check: Check): number {
  const declared = /^(\d+)(ms|s|m|h)$/.exec(check.stableFor ?? '');
  if (declared) {
    const unit = declared[2] as keyof typeof MS_PER_UNIT;
    return Number(declared[1]) * MS_PER_UNIT[unit];
  }
  const readsStatus = [...check.assert, ...(check.never ?? [])].some(
    statement => /\bstatus\b/.test(statement.expr),
  );
  return readsStatus ? STATUS_WINDOW_MS : 0;
}
