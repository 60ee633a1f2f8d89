import type { UnitView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { ErrorState, LoadingState } from '../common';
import { attemptPhase, useAttempt } from './attempt';
import { OverPanel, PreparingPanel } from './stages';
import { StartPanel } from './start';
import { Workspace } from './workspace';

/** A lab or challenge: its start, its sandbox being prepared, its workspace, its end. */
export function LabPage({ unit }: { unit: UnitView }) {
  // Another unit is another attempt; nothing of this one may be left over.
  return <Lab key={unit.id} unit={unit} />;
}

function Lab({ unit }: { unit: UnitView }) {
  const lab = useAttempt(unit.id);
  const { attempt, loading, error } = lab;
  if (!attempt) {
    if (loading) {
      return <LoadingState />;
    }
    return error ? (
      <ErrorState error={error} onRetry={lab.reload} />
    ) : (
      <StartPanel unit={unit} actions={lab} />
    );
  }
  switch (attemptPhase(attempt)) {
    case 'preparing':
      return <PreparingPanel unit={unit} attempt={attempt} />;
    case 'working':
      return <Workspace unit={unit} attempt={attempt} lab={lab} />;
    default:
      return <OverPanel attempt={attempt} actions={lab} />;
  }
}
