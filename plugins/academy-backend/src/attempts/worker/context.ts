import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import type {
  LabRuntime,
  SandboxRef,
} from '@kubernetes-academy/backstage-plugin-academy-node';
import type { Knex } from 'knex';
import type { AcademyMetrics } from '../../metrics';
import type { ContentService, ProgressStore } from '../../types';
import type { AttemptSignals } from '../AttemptSignals';
import { labContent, type LabContent } from '../labContent';
import type { Lifetimes } from '../lifetimes';
import { endAttempt } from '../operations';
import type { Attempt } from '../types';

/** What the worker and its parts work with. */
export interface WorkerContext {
  knex: Knex;
  runtime: LabRuntime;
  content: ContentService;
  progress: ProgressStore;
  signals: AttemptSignals;
  logger: LoggerService;
  metrics: AcademyMetrics;
  /** Label value of this portal. */
  instance: string;
  lifetimes: Lifetimes;
}

/** What the attempt is about, as the lessons are now. */
export function contentOf(
  context: WorkerContext,
  attempt: Attempt,
): LabContent | undefined {
  const unit = context.content.unit(attempt.unitId);
  return unit && labContent(unit, attempt);
}

/** The sandbox of an attempt, once it is known to be complete. */
export function sandboxOf(attempt: Attempt): SandboxRef | undefined {
  const { cluster, namespace, sandboxUid: uid } = attempt;
  return uid ? { cluster, namespace, uid } : undefined;
}

/** Ends an attempt this worker holds, with the reason. */
export async function failAttempt(
  context: WorkerContext,
  attempt: Attempt,
  message: LocalizedText,
): Promise<void> {
  const { knex, signals } = context;
  const { id, fencingToken } = attempt;
  await knex.transaction(trx =>
    endAttempt({ trx, attempt: { id, fencingToken }, to: 'failed', message }),
  );
  signals.changed(id);
}
