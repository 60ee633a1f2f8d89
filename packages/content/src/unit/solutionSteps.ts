import type {
  SolutionStep,
  UnitSpec,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { SpecPath } from '../spec';

/** A step of a reference solution with its place in the specification. */
export interface PlacedStep {
  step: SolutionStep;
  path: SpecPath;
}

/** Every step of the reference solutions of a unit. */
export function solutionStepsOf(spec: UnitSpec): PlacedStep[] {
  const within = (steps: SolutionStep[], ...path: SpecPath) =>
    steps.map((step, index) => ({ step, path: [...path, index] }));

  if (spec.kind === 'Lab') {
    return spec.tasks.flatMap(({ solution }, t) =>
      within(solution, 'tasks', t, 'solution'),
    );
  }
  if (spec.kind === 'Challenge') {
    return spec.scenarios.flatMap(({ solution }, s) =>
      within(solution, 'scenarios', s, 'solution'),
    );
  }
  return [];
}
