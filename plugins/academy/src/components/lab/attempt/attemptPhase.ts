import type {
  AttemptView,
  TaskView,
  UnitView,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/** What the page shows for an attempt. */
export type AttemptPhase = 'preparing' | 'working' | 'over';

/** `working`: the sandbox can be used, also after the attempt has passed. */
export function attemptPhase(attempt: AttemptView): AttemptPhase {
  if (attempt.endedAt) {
    return 'over';
  }
  switch (attempt.state) {
    case 'ready':
    case 'passed':
      return 'working';
    case 'requested':
    case 'provisioning':
    case 'injecting':
      return 'preparing';
    default:
      return 'over';
  }
}

/** The tasks of a lab, or the one scenario of a challenge. */
export function tasksOf(unit: UnitView, attempt: AttemptView): TaskView[] {
  return unit.kind === 'Challenge'
    ? unit.scenarios.filter(({ id }) => id === attempt.scenario)
    : unit.tasks;
}
