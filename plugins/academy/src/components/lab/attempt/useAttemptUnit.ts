import useUpdateEffect from 'react-use/lib/useUpdateEffect';
import type {
  AttemptView,
  UnitView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { type AcademyData, useAcademyData } from '../../../hooks';

/**
 * The unit with the values of this attempt. A reset starts the clock anew and
 * may have changed the values, so the unit is read again.
 */
export function useAttemptUnit(attempt: AttemptView): AcademyData<UnitView> {
  const { id, readyAt } = attempt;
  const data = useAcademyData(api => api.getAttemptUnit(id), [id]);
  const { refresh } = data;
  useUpdateEffect(() => {
    refresh();
  }, [readyAt, refresh]);
  return data;
}
