import type {
  Check,
  Hint,
  SandboxProfile,
  Scenario,
  Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ManifestFile } from '@kubernetes-academy/backstage-plugin-academy-node';
import {
  drawParameters,
  exampleUnit,
  type Parameters,
  parametersOf,
  renderUnit,
  SANDBOX_NAMESPACE,
  withoutSecrets,
} from '@kubernetes-academy/content';
import type { Attempt, StoredVerdict } from './types';

/** What an attempt needs of its unit: of a whole lab, or of one scenario. */
export interface LabContent {
  hash: string;
  /** What the unit should take. */
  minutes: number;
  /** What its sandbox is made of. */
  profile: SandboxProfile;
  /** All scenarios of the unit, of which this is one; none in a lab. */
  scenarios: string[];
  /** None in a lab. */
  scenario?: Scenario;
  /** Content of the files that the unit names. */
  files: Record<string, string>;
  setup: ManifestFile[];
  /** Must pass after the setup and before the faults. */
  healthy: Check[];
  /** None in a lab. */
  faults: ManifestFile[];
  /** What the faults must cause before the clock starts. */
  symptoms: Check[];
  /** What the learner is judged by. */
  checks: Check[];
  /** Hints by task of the lab, or by the scenario. */
  hints: Map<string, Hint[]>;
  /**
   * In a lab every check must have passed once, since later tasks change the
   * objects of earlier ones; in a scenario all must pass together.
   */
  isSolved(verdicts: StoredVerdict[]): boolean;
}

/** Which values of its parameters an attempt has. */
export type AttemptSeed = Pick<Attempt, 'scenario' | 'seed' | 'namespace'>;

/**
 * The unit as the learner may read it in an attempt: with its values, but for
 * the secret ones. Scenarios that are not the attempt's have example values.
 */
export function learnersUnit(unit: Unit, attempt: AttemptSeed): Unit {
  const { scenario } = attempt;
  const parameters = withoutSecrets(parametersOf(unit, scenario));
  const values = valuesOf(parameters, attempt);
  return exampleUnit(renderUnit({ unit, scenario, values }));
}

/**
 * What an attempt needs of its unit, with the values of its parameters.
 *
 * @returns undefined for a lesson, and for a scenario the unit does not have.
 */
export function labContent(
  source: Unit,
  attempt: AttemptSeed,
): LabContent | undefined {
  const { scenario: scenarioId } = attempt;
  const values = valuesOf(parametersOf(source, scenarioId), attempt);
  const unit = renderUnit({ unit: source, scenario: scenarioId, values });
  const { spec, hash, files } = unit;
  const { minutes } = spec;
  const manifests = (names: string[]) =>
    names.map(file => ({ file, content: files[file] }));
  const profile =
    (spec.kind !== 'Lesson' && spec.sandbox?.profile) || 'standard';

  if (spec.kind === 'Lab' && scenarioId === undefined) {
    const checks = spec.tasks.flatMap(task => task.checks);
    return {
      hash,
      minutes,
      profile,
      files,
      scenarios: [],
      setup: manifests(spec.setup),
      healthy: [],
      faults: [],
      symptoms: [],
      checks,
      hints: new Map(spec.tasks.map(task => [task.id, task.hints])),
      isSolved: verdicts =>
        every(checks, verdicts, ({ passedAt }) => passedAt !== undefined),
    };
  }
  const scenarios = spec.kind === 'Challenge' ? spec.scenarios : [];
  const scenario = scenarios.find(({ id }) => id === scenarioId);
  if (!scenario) {
    return undefined;
  }
  const { id, setup, healthy, faults, symptoms, checks, hints } = scenario;
  return {
    hash,
    minutes,
    profile,
    files,
    scenario,
    scenarios: scenarios.map(each => each.id),
    setup: manifests(setup),
    healthy,
    faults: manifests(faults),
    symptoms,
    checks,
    hints: new Map([[id, hints]]),
    isSolved: verdicts =>
      every(checks, verdicts, ({ verdict }) => verdict.outcome === 'passed'),
  };
}

function every(
  checks: Check[],
  verdicts: StoredVerdict[],
  holds: (stored: StoredVerdict) => boolean,
): boolean {
  const byId = new Map(
    verdicts.map(stored => [stored.verdict.checkId, stored]),
  );
  return checks.every(({ id }) => {
    const stored = byId.get(id);
    return stored !== undefined && holds(stored);
  });
}

function valuesOf(
  parameters: Parameters,
  { seed, namespace }: AttemptSeed,
): Record<string, string> {
  return {
    ...drawParameters({ parameters, seed }),
    [SANDBOX_NAMESPACE]: namespace,
  };
}
