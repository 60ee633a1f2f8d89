import type { Verdict } from '@kubernetes-academy/backstage-plugin-academy-common';
import { once } from 'node:events';
import { CONTENT_GONE } from '../messages';
import { listVerdicts, recordVerdicts, unsolvedScenarios } from '../operations';
import type { LabContent } from '../labContent';
import type { Attempt } from '../types';
import {
  contentOf,
  failAttempt,
  sandboxOf,
  type WorkerContext,
} from './context';

/**
 * Keeps the verdicts of an attempt up to date until aborted, also after it has
 * passed. Between changes on the cluster nothing happens.
 */
export async function watchAttempt(
  context: WorkerContext,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<void> {
  const { knex, runtime } = context;
  const lab = contentOf(context, attempt);
  const sandbox = sandboxOf(attempt);
  if (!lab || !sandbox) {
    await failAttempt(context, attempt, CONTENT_GONE);
    return;
  }
  const stored = await listVerdicts({ knex, attemptId: attempt.id });
  const session = runtime.openCheckSession({
    sandbox,
    checks: lab.checks,
    known: stored
      .map(({ verdict }) => verdict)
      .filter(({ checkId }) => lab.checks.some(({ id }) => id === checkId)),
    onVerdicts: async verdicts => {
      if (!signal.aborted) {
        await writeVerdicts({ context, attempt, lab, verdicts });
      }
    },
  });
  try {
    if (!signal.aborted) {
      await once(signal, 'abort');
    }
  } finally {
    await session.stop();
  }
}

async function writeVerdicts(options: {
  context: WorkerContext;
  attempt: Attempt;
  lab: LabContent;
  verdicts: Verdict[];
}): Promise<void> {
  const { attempt, lab, verdicts } = options;
  const { knex, progress, signals, logger } = options.context;
  const outcome = await knex.transaction(trx =>
    recordVerdicts({
      trx,
      claim: attempt,
      verdicts,
      isSolved: lab.isSolved,
      onPassed: async (passed, all, at) => {
        const { scenarios, hash } = lab;
        const left = await unsolvedScenarios({
          trx,
          attempt: passed,
          scenarios,
        });
        // A challenge is completed by its last scenario.
        if (left.length > 0) return;
        await progress.recordCompleted({
          trx,
          userRef: passed.userRef,
          unitId: passed.unitId,
          contentHash: hash,
          assisted: passed.assisted,
          evidence: all.flatMap(({ verdict }) => verdict.evidence),
          at,
        });
      },
    }),
  );
  if (outcome !== 'lost') {
    signals.changed(attempt.id);
  }
  if (outcome === 'passed') {
    logger.info(`Attempt ${attempt.id} of ${attempt.unitId} passed`);
  }
}
