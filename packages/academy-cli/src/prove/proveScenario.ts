import type {
  ChallengeSpec,
  Scenario,
  SolutionStep,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { actionsOf, answersOf } from './learnerActions';
import type { Proof } from './Proof';

/** How long symptoms must hold: longer than when a learner starts the scenario. */
const FAULT_WINDOW_MS = 5_000;
/** How often it must be broken again, with a seed each. */
const STARTS = 3;

/**
 * Proves a scenario: healthy before the fault, broken by it each time, healed
 * by each right solution, and by no part of one and no wrong one.
 */
export async function proveScenario(proof: Proof, id: string): Promise<void> {
  const scenario = (): Scenario =>
    (proof.unit.spec as ChallengeSpec).scenarios.find(each => each.id === id)!;
  const start = async (before = '') => {
    await proof.step(`${before}set-up is healthy`, async () => {
      const drawn = await proof.startAnew();
      const { setup, healthy } = scenario();
      await proof.setUp(setup, { pin: true });
      await proof.pass(healthy);
      return drawn ? `ok, ${drawn}` : 'ok';
    });
    await proof.step(`${before}fault is proven`, async () => {
      const { faults, symptoms, checks } = scenario();
      await proof.breakIt(faults);
      await proof.proveFault(symptoms, checks, FAULT_WINDOW_MS);
    });
  };
  const pass = async () => {
    await proof.pass(scenario().checks);
    return proof.stay(scenario().checks);
  };
  const actions = (steps: SolutionStep[]) => actionsOf(steps, proof.unit.files);

  await start();
  const parts = actions(scenario().solution);
  for (const [index, part] of parts.slice(0, -1).entries()) {
    await proof.step(
      `half: ${index + 1} of ${parts.length}, ${part.name}`,
      async () => {
        await proof.actAsLearner([part]);
        return proof.refuse([scenario().checks]);
      },
    );
  }
  await proof.step('solution', async () => {
    await proof.actAsLearner(parts.slice(-1));
    return pass();
  });
  for (const { files } of scenario().alternatives) {
    const name = files.join(', ');
    await start(`${name}: `);
    await proof.step(name, async () => {
      await proof.actAsLearner(actions(files));
      return pass();
    });
  }
  for (const [index, { file, answer }] of scenario().mutants.entries()) {
    const name = file ?? `wrong answer to ${answer?.check}`;
    await start(`${name}: `);
    await proof.step(name, async () => {
      await proof.actAsLearner(actions(mistake(scenario(), index)));
      return proof.refuse([scenario().checks]);
    });
  }
  while (proof.starts < STARTS) {
    await start(`start ${proof.starts + 1}: `);
  }
}

/** A wrong manifest with the right answers, or a right solution with a wrong answer. */
function mistake(
  { solution, mutants }: Scenario,
  index: number,
): SolutionStep[] {
  const { file, answer } = mutants[index];
  if (file !== undefined) {
    return [file, ...answersOf(solution)];
  }
  return answer ? [...solution, { answer }] : solution;
}
