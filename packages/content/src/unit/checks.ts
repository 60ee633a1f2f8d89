import type {
  Check,
  UnitSpec,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { SpecPath } from '../spec';

/** A check with its place in the specification. @public */
export interface PlacedCheck {
  /** What is stated. */
  check: Check;
  /** Where the specification says it. */
  path: SpecPath;
}

/** Every check of a unit, in the order of the specification. @public */
export function checksOf(spec: UnitSpec): PlacedCheck[] {
  const within = (checks: Check[], ...path: SpecPath) =>
    checks.map((check, index) => ({ check, path: [...path, index] }));

  if (spec.kind === 'Lab') {
    return spec.tasks.flatMap(({ checks }, t) =>
      within(checks, 'tasks', t, 'checks'),
    );
  }
  if (spec.kind === 'Challenge') {
    return spec.scenarios.flatMap((scenario, s) =>
      (['healthy', 'symptoms', 'checks'] as const).flatMap(list =>
        within(scenario[list], 'scenarios', s, list),
      ),
    );
  }
  return [];
}
