import { lazy, Suspense } from 'react';
import Box from '@material-ui/core/Box';
import type { UnitId } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useAcademyData } from '../../hooks';
import { DataState, LoadingState } from '../common';
import { Reader } from './Reader';
import { UnitHeader } from './UnitHeader';
import { UnitNeighbours } from './UnitNeighbours';

// The workspace brings an editor; readers of lessons need not load it.
const LabPage = lazy(() =>
  import('../lab').then(({ LabPage: component }) => ({ default: component })),
);

/** A unit: a lesson's text, or the workspace of a lab or challenge. */
export function UnitPage(props: { unitId: UnitId }) {
  const { unitId } = props;
  const data = useAcademyData(api => api.getUnit(unitId), [unitId]);
  return (
    <DataState data={data}>
      {unit => (
        <Box component="article">
          <UnitHeader unit={unit} />
          {unit.kind === 'Lesson' ? (
            <Reader unit={unit} />
          ) : (
            <Suspense fallback={<LoadingState />}>
              <LabPage unit={unit} onProgress={data.refresh} />
            </Suspense>
          )}
          <UnitNeighbours unit={unit} />
        </Box>
      )}
    </DataState>
  );
}
