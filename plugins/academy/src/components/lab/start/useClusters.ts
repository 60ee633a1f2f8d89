import useInterval from 'react-use/lib/useInterval';
import type { TrainingClusterStatus } from '@kubernetes-academy/backstage-plugin-academy-common';
import { type AcademyData, useAcademyData } from '../../../hooks';
import { errorStatus } from '../../common';
import { labAvailability } from './labAvailability';

const ASK_AGAIN_MS = 3000;

/**
 * The training clusters; asked for again every few seconds while one is
 * starting, or while none can host the unit and one is not ready.
 */
export function useClusters(
  needs: string[],
): AcademyData<TrainingClusterStatus[]> {
  const data = useAcademyData(api => api.listClusters(), []);
  useInterval(data.refresh, isWaiting(data, needs) ? ASK_AGAIN_MS : null);
  return data;
}

function isWaiting(
  { value, error }: AcademyData<TrainingClusterStatus[]>,
  needs: string[],
): boolean {
  if (!value) {
    return error !== undefined && errorStatus(error) !== 403;
  }
  const isHosted = labAvailability(value, needs).hosts.length > 0;
  return value.some(
    ({ state }) =>
      state === 'starting' || (state === 'unavailable' && !isHosted),
  );
}
