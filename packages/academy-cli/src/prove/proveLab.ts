import type {
  LabSpec,
  Task,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { actionsOf, answersOf } from './learnerActions';
import type { Proof } from './Proof';

/** In how many sandboxes, with a seed each, nothing may pass by itself. */
const STARTS = 3;

/**
 * Proves a lab: nothing passes by itself, each task passes with its whole
 * solution and with no part of it, and every plausible wrong solution is
 * refused.
 */
export async function proveLab(proof: Proof): Promise<void> {
  const spec = () => proof.unit.spec as LabSpec;
  const everything = () => spec().tasks.flatMap(task => task.checks);
  const start = async () => {
    const drawn = await proof.startAnew();
    await proof.setUp(spec().setup, { pin: false });
    return drawn ? `ok, ${drawn}` : 'ok';
  };
  const startUnsolved = async () => {
    await proof.step('set-up', start);
    await proof.step('nothing passes by itself', () =>
      proof.refuse(spec().tasks.map(task => task.checks)),
    );
  };
  const actions = (task: Task) => actionsOf(task.solution, proof.unit.files);

  await startUnsolved();
  for (const task of spec().tasks) {
    await solvePartByPart(proof, task);
  }
  await proof.step('all tasks together', async () => {
    await proof.pass(everything());
    return proof.stay(everything());
  });

  for (const [index, { file, answer }] of spec().mutants.entries()) {
    const name = file ?? `wrong answer to ${answer?.check}`;
    const at = () => {
      const { tasks, mutants } = spec();
      return tasks.findIndex(({ id }) => id === mutants[index].task);
    };
    await proof.step(`${name}: start again`, async () => {
      const drawn = await start();
      for (const task of spec().tasks.slice(0, Math.max(at(), 0))) {
        await proof.actAsLearner(actions(task));
        await proof.pass(task.checks);
      }
      return drawn;
    });
    await proof.step(name, async () => {
      const { tasks, mutants } = spec();
      const judged = at() < 0 ? tasks : [tasks[at()]];
      await makeMistake(proof, mutants[index], judged);
      return proof.refuse([judged.flatMap(task => task.checks)]);
    });
  }
  while (proof.starts < STARTS) {
    await startUnsolved();
  }
}

/** A task is refused until the last part of its solution is done. */
async function solvePartByPart(proof: Proof, task: Task): Promise<void> {
  const actions = actionsOf(task.solution, proof.unit.files);
  for (const [index, action] of actions.slice(0, -1).entries()) {
    await proof.step(
      `task ${task.id}: half: ${index + 1} of ${actions.length}, ${
        action.name
      }`,
      async () => {
        await proof.actAsLearner([action]);
        return proof.refuse([task.checks]);
      },
    );
  }
  await proof.step(`task ${task.id}: solution`, async () => {
    await proof.actAsLearner(actions.slice(-1));
    await proof.pass(task.checks);
  });
}

/** A wrong manifest with the right answers, or a right solution with a wrong answer. */
async function makeMistake(
  proof: Proof,
  { file, answer }: LabSpec['mutants'][number],
  tasks: Task[],
): Promise<void> {
  const steps = tasks.flatMap(task => task.solution);
  const wrong =
    file === undefined
      ? [...steps, ...(answer ? [{ answer }] : [])]
      : [file, ...answersOf(steps)];
  await proof.actAsLearner(actionsOf(wrong, proof.unit.files));
}
