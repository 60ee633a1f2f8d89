import type {
  RevealedHint,
  TaskView,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/** The step a learner may reveal next; undefined when all are revealed. */
export function nextHint(
  task: TaskView,
  revealed: RevealedHint[],
): { step: number; isSolution: boolean } | undefined {
  const step = revealed.length;
  if (step >= task.hintCount) {
    return undefined;
  }
  const isSolution = task.hintKinds
    ? task.hintKinds[step] === 'solution'
    : step === task.hintCount - 1;
  return { step, isSolution };
}
