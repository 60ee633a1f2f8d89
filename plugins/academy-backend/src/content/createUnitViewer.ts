import type {
  Unit,
  UnitView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ProgressService } from '../progress';
import type { ContentService } from '../types';
import { placeOf } from './courseOrder';
import { toUnitView } from './unitView';

/**
 * What a learner may read of a unit, with the learner's progress in it;
 * undefined when no course contains it.
 */
export type ViewUnit = (
  unit: Unit,
  userRef: string,
) => Promise<UnitView | undefined>;

/** The same view of a unit for the content's and the attempts' routes. */
export function createUnitViewer(options: {
  content: ContentService;
  progress: ProgressService;
}): ViewUnit {
  const { content, progress } = options;
  return async (unit, userRef) => {
    const placed = placeOf(content.get(), unit);
    return placed && toUnitView(placed, await progress.stateIn(unit, userRef));
  };
}
