import type { Verdict } from '@kubernetes-academy/backstage-plugin-academy-common';
import { once } from 'node:events';
import { recordScore } from '../challenge/recordScore';
import { rememberLeftIfPossible } from '../challenge/rememberLeft';
import { StoredAnswers } from '../challenge/StoredAnswers';
import { isReadable } from '../isReadable';
import { CONTENT_GONE } from '../messages';
import {
  listObjects,
  listVerdicts,
  noteActivity,
  pinsOf,
  recordVerdicts,
  unsolvedScenarios,
} from '../operations';
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
  const pins = pinsOf(await listObjects({ knex, attemptId: attempt.id }));
  const answers = lab.checks.some(({ answer }) => answer)
    ? await openAnswers(context, attempt)
    : undefined;
  const session = runtime.openCheckSession({
    sandbox,
    checks: lab.checks,
    files: lab.files,
    answers,
    pins,
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
    if (attempt.state === 'passed') {
      await rememberLeftIfPossible({ ...context, attempt });
    }
    if (!signal.aborted) {
      await once(signal, 'abort');
    }
  } finally {
    answers?.close();
    await session.stop();
  }
}

function openAnswers(
  { knex, signals, logger }: WorkerContext,
  { id: attemptId }: Attempt,
): Promise<StoredAnswers> {
  return StoredAnswers.open({
    knex,
    attemptId,
    signals,
    onError: error =>
      logger.error(`Answers of attempt ${attemptId} could not be read`, error),
  });
}

const isKnown = ({ outcome }: Verdict) => outcome !== 'unknown';

async function writeVerdicts(options: {
  context: WorkerContext;
  attempt: Attempt;
  lab: LabContent;
  verdicts: Verdict[];
}): Promise<void> {
  const { attempt, lab, verdicts } = options;
  const { knex, progress, signals, logger, metrics, lifetimes } =
    options.context;
  const outcome = await knex.transaction(async trx => {
    const recorded = await recordVerdicts({
      trx,
      claim: attempt,
      verdicts,
      isSolved: lab.isSolved,
      isReadable: all => isReadable(lab.checks, all),
      onPassed: async (passed, all, at) => {
        const { scenarios, hash } = lab;
        await recordScore({
          trx,
          attempt: passed,
          lab,
          verdicts: all,
          passedAt: at,
        });
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
    });
    // What the learner does with kubectl is seen by what it changes.
    if (recorded !== 'lost' && verdicts.some(isKnown)) {
      await noteActivity({ trx, id: attempt.id, lifetimes });
    }
    return recorded;
  });
  if (outcome !== 'lost') {
    metrics.verdictsStored(verdicts);
    signals.changed(attempt.id);
  }
  if (outcome === 'passed') {
    logger.info(`Attempt ${attempt.id} of ${attempt.unitId} passed`);
    await rememberLeftIfPossible({ ...options.context, attempt });
  }
}
