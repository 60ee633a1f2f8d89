import type { LabSpec } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Proof } from './Proof';

/**
 * Proves a lab: nothing passes by itself, each task passes with its solution,
 * and every plausible wrong solution is refused.
 */
export async function proveLab(proof: Proof, spec: LabSpec): Promise<void> {
  const everything = spec.tasks.flatMap(task => task.checks);
  const start = () => proof.setUp(spec.setup);

  await proof.step('set-up', start);
  await proof.step('nothing passes by itself', () =>
    proof.refuse(spec.tasks.map(task => task.checks)),
  );
  for (const task of spec.tasks) {
    await proof.step(`task ${task.id}: solution`, async () => {
      await proof.actAsLearner(task.solution);
      await proof.pass(task.checks);
    });
  }
  await proof.step('all tasks together', () => proof.pass(everything));

  for (const mutant of spec.mutants) {
    const index = spec.tasks.findIndex(task => task.id === mutant.task);
    await proof.step(`${mutant.file}: start again`, async () => {
      await proof.wipe();
      await start();
      for (const task of spec.tasks.slice(0, Math.max(index, 0))) {
        await proof.actAsLearner(task.solution);
        await proof.pass(task.checks);
      }
    });
    await proof.step(mutant.file, async () => {
      await proof.actAsLearner([mutant.file]);
      return proof.refuse([index < 0 ? everything : spec.tasks[index].checks]);
    });
  }
}
