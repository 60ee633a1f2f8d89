import type {
  CourseView,
  UnitSummary,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/** Where the learner stands in a course. */
export interface CourseProgress {
  done: number;
  total: number;
  /** Where to go on: a unit that was begun, else the first that was not. Absent when all are completed. */
  next?: UnitSummary;
}

/** Derives the learner's progress in a course from that in its units. */
export function courseProgress(course: CourseView): CourseProgress {
  const units = course.modules.flatMap(module => module.units);
  const inState = (state: UnitSummary['progress']['state']) =>
    units.filter(unit => unit.progress.state === state);
  return {
    done: inState('completed').length,
    total: units.length,
    next: inState('started')[0] ?? inState('notStarted')[0],
  };
}
