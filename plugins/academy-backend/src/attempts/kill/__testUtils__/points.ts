/** What the worker and the service ask of a training cluster. */
export const CLUSTER_STEPS = [
  'provision',
  'applySetup',
  'waitUntilPassed',
  'injectFaults',
  'proveFault',
  'rollBack',
  'readObjects',
  'wipe',
  'remove',
  'listSandboxes',
  'applyAsLearner',
  'openCheckSession',
] as const;

/** Moments within these, and of the database. */
const OTHER_STEPS = ['record', 'verdicts', 'commit'] as const;

/** Something that a life of an attempt is made of. */
export type Step =
  | (typeof CLUSTER_STEPS)[number]
  | (typeof OTHER_STEPS)[number];

/** Right before or right after a step. */
export type Point = `${Step}:${'before' | 'after'}`;

/** All of them. */
export const POINTS: Point[] = [...CLUSTER_STEPS, ...OTHER_STEPS].flatMap(
  step => [`${step}:before`, `${step}:after`] as Point[],
);

/** Where a process is to die: when it comes to a point for the `nth` time. */
export interface Death {
  point: Point;
  nth: number;
}
