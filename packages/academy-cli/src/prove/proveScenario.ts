import type {
  Scenario,
  SolutionStep,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Proof } from './Proof';

/** How long symptoms must hold, as when a learner starts the scenario. */
const FAULT_WINDOW_MS = 3_000;

/**
 * Proves a scenario: healthy before the fault, broken by it, healed by each
 * right solution and by no wrong one, and broken again after every reset.
 */
export async function proveScenario(
  proof: Proof,
  scenario: Scenario,
): Promise<void> {
  const { setup, healthy, faults, symptoms, checks } = scenario;
  const start = async () => {
    await proof.setUp(setup);
    await proof.pass(healthy);
  };
  const breakIt = async () => {
    await proof.breakIt(faults);
    await proof.proveFault(symptoms, checks, FAULT_WINDOW_MS);
  };
  const reset = (before: string) =>
    proof.step(`${before}: reset`, async () => {
      await proof.wipe();
      await start();
      await breakIt();
    });
  const solve = (name: string, steps: SolutionStep[]) =>
    proof.step(name, async () => {
      await proof.actAsLearner(steps);
      await proof.pass(checks);
    });

  await proof.step('set-up is healthy', start);
  await proof.step('fault is proven', breakIt);
  await solve('solution', scenario.solution);
  for (const { files } of scenario.alternatives) {
    const name = files.join(', ');
    await reset(name);
    await solve(name, files);
  }
  for (const { file } of scenario.mutants) {
    await reset(file);
    await proof.step(file, async () => {
      await proof.actAsLearner([file]);
      return proof.refuse([checks]);
    });
  }
  if (scenario.alternatives.length + scenario.mutants.length === 0) {
    await reset('at last');
  }
}
