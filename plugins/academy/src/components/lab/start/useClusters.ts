import useInterval from 'react-use/lib/useInterval';
import type { TrainingClusterStatus } from '@kubernetes-academy/backstage-plugin-academy-common';
import { type AcademyData, useAcademyData } from '../../../hooks';

const ASK_AGAIN_MS = 3000;

/** The training clusters; asked for again every few seconds until one is ready. */
export function useClusters(): AcademyData<TrainingClusterStatus[]> {
  const data = useAcademyData(api => api.listClusters(), []);
  const { value, error } = data;
  const waiting = value
    ? value.length > 0 && value.every(({ state }) => state !== 'ready')
    : error !== undefined;
  useInterval(data.refresh, waiting ? ASK_AGAIN_MS : null);
  return data;
}
