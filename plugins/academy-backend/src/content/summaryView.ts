import {
  unitNeeds,
  type Content,
  type CourseView,
  type Unit,
  type UnitId,
  type UnitProgress,
  type UnitSummary,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { unitsOfModule } from './courseOrder';

/** Progress of one learner by unit; a unit that is not in it was never started. */
export type ProgressByUnit = ReadonlyMap<UnitId, UnitProgress>;

/** Maps a unit to what a list shows of it. */
export function toUnitSummary(
  unit: Unit,
  progress: ProgressByUnit,
): UnitSummary {
  const { kind, title, summary, minutes, level } = unit.spec;
  return {
    id: unit.id,
    kind,
    title,
    summary,
    minutes,
    level,
    needs: unitNeeds(unit.spec),
    progress: progress.get(unit.id) ?? {
      unitId: unit.id,
      state: 'notStarted',
      assisted: false,
    },
  };
}

/** Maps the course tree to what a learner sees of it. */
export function toCourseViews(
  content: Content,
  progress: ProgressByUnit,
): CourseView[] {
  return content.courses.map(course => ({
    id: course.id,
    title: course.spec.title,
    summary: course.spec.summary,
    audience: course.spec.audience,
    modules: course.modules.map(module => ({
      id: module.id,
      title: module.spec.title,
      summary: module.spec.summary,
      units: unitsOfModule(content, module).map(unit =>
        toUnitSummary(unit, progress),
      ),
    })),
  }));
}
