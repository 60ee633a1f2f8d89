import { useEffect, useRef } from 'react';
import type { UnitView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { ErrorState, LoadingState } from '../common';
import { attemptPhase, useAttempt } from './attempt';
import { OverPanel, PreparingPanel } from './stages';
import { StartPanel } from './start';
import { Workspace } from './workspace';

/** Options of {@link LabPage}. */
export interface LabPageProps {
  unit: UnitView;
  /** The learner's progress in the unit may have changed: read it again. */
  onProgress?(): void;
}

/** A lab or challenge: its start, its sandbox being prepared, its workspace, its end. */
export function LabPage(props: LabPageProps) {
  // Another unit is another attempt; nothing of this one may be left over.
  return <Lab key={props.unit.id} {...props} />;
}

function Lab({ unit, onProgress }: LabPageProps) {
  const lab = useAttempt(unit.id);
  const { attempt, loading, error } = lab;
  const id = attempt?.id;
  const isPassed = attempt?.state === 'passed';

  const report = useRef(onProgress);
  report.current = onProgress;
  useEffect(() => {
    if (id) {
      report.current?.();
    }
  }, [id, isPassed]);

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
      return <PreparingPanel unit={unit} attempt={attempt} onLeave={lab.end} />;
    case 'working':
      return <Workspace unit={unit} attempt={attempt} lab={lab} />;
    default:
      return <OverPanel attempt={attempt} actions={lab} />;
  }
}
