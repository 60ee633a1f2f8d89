import type {
  ReadinessReport,
  ReadinessState,
  UnitId,
} from '@kubernetes-academy/backstage-plugin-academy-common';

const DAY_MS = 24 * 60 * 60_000;

/** A completion counts as expiring in the last days of its validity. */
const EXPIRING_DAYS = 14;

/** What one unit of a path is worth for one person. */
export type UnitReadiness = ReadinessReport['people'][number]['units'][number];

/** Judges the newest completion of a unit at a point in time. */
export function unitReadiness(options: {
  unitId: UnitId;
  /** ISO time; absent when never completed. */
  completedAt?: string;
  validityDays: number;
  now: Date;
}): UnitReadiness {
  const { unitId, completedAt, validityDays, now } = options;
  if (!completedAt) {
    return { unitId, state: 'missing' };
  }
  const validUntil = new Date(Date.parse(completedAt) + validityDays * DAY_MS);
  return {
    unitId,
    state: stateOf(validUntil.getTime() - now.getTime()),
    completedAt,
    validUntil: validUntil.toISOString(),
  };
}

function stateOf(remainingMs: number): ReadinessState {
  if (remainingMs <= 0) {
    return 'expired';
  }
  return remainingMs <= EXPIRING_DAYS * DAY_MS ? 'expiring' : 'done';
}

/** Ready is who has every unit of a path, be some of them expiring. */
export function isReady(units: UnitReadiness[]): boolean {
  return units.every(({ state }) => state === 'done' || state === 'expiring');
}
