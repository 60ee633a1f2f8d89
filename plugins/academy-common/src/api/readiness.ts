import type { LocalizedText, UnitId } from '../content/types';

/** What a person's completion of a unit is worth today. @public */
export type ReadinessState = 'done' | 'expiring' | 'expired' | 'missing';

/** Units that people must have completed to be ready for something. @public */
export interface ReadinessPathView {
  /** Id in the configuration. */
  id: string;
  /** Title, plain text. */
  title: LocalizedText;
  /** How long a completion counts, in days. */
  validityDays: number;
  /** All that are required. */
  units: { id: UnitId; title: LocalizedText }[];
}

/** Readiness of a group's direct members. @public */
export interface ReadinessReport {
  /** The path that is reported on. */
  path: ReadinessPathView;
  /** Entity ref of the group. */
  group: string;
  /** False: only the caller's own row is contained. */
  all: boolean;
  /** One row per person, by name, with the units in the order of the path. */
  people: {
    /** Entity ref. */
    userRef: string;
    /** Name for people. */
    name: string;
    units: {
      unitId: UnitId;
      state: ReadinessState;
      /** ISO time of the newest completion. */
      completedAt?: string;
      /** ISO time at which it stops counting. */
      validUntil?: string;
    }[];
    /** Every unit is `done` or `expiring`. */
    ready: boolean;
  }[];
}
