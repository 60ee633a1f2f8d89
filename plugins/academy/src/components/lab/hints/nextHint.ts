import type {
  RevealedHint,
  TaskView,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/** A hint before it is revealed. */
export interface NextHint {
  /** 0-based. */
  step: number;
  isSolution: boolean;
  /** Points of 100; scenarios only. */
  cost?: number;
}

/** The step a learner may reveal next; undefined when all are revealed. */
export function nextHint(
  task: TaskView,
  revealed: RevealedHint[],
): NextHint | undefined {
  const step = revealed.length;
  if (step >= task.hintCount) {
    return undefined;
  }
  const isSolution = task.hintKinds
    ? task.hintKinds[step] === 'solution'
    : step === task.hintCount - 1;
  return { step, isSolution, cost: task.hintCosts?.[step] };
}
