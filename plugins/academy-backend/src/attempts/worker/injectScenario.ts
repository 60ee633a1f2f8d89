import type {
  AppliedObject,
  SandboxRef,
} from '@kubernetes-academy/backstage-plugin-academy-node';
import { keyOf, namedObjects } from '../challenge/namedObjects';
import type { LabContent } from '../labContent';
import { asLabError, isPassing } from '../labErrors';
import { PROOF_LIMIT_MS, PROOF_WINDOW_MS } from '../limits';
import {
  assertHeld,
  listOpenFaults,
  markFaultsReverted,
  pinsOf,
  recordFault,
  recordObjects,
} from '../operations';
import type { Attempt } from '../types';
import type { WorkerContext } from './context';

/** A step of a scenario in its sandbox. */
interface ScenarioStep {
  context: WorkerContext;
  attempt: Attempt;
  sandbox: SandboxRef;
  signal: AbortSignal;
}

/**
 * Breaks what the setup has made, and proves it. What its objects were like
 * before and after is written down, for the pins of its checks and for the
 * debrief.
 *
 * @throws LabError, and Error when the claim was lost.
 */
export async function injectScenario(
  step: ScenarioStep & {
    lab: LabContent;
    /** What the setup made. */
    applied: AppliedObject[];
  },
): Promise<void> {
  const { context, attempt, sandbox, lab, applied, signal } = step;
  const { knex, runtime } = context;
  const { faults, symptoms, checks, files } = lab;

  const refs = namedObjects(lab, applied);
  const healthy = await runtime.readObjects(sandbox, refs);
  await runtime.injectFaults(sandbox, faults, entry =>
    recordFault({ knex, claim: attempt, entry }),
  );
  const broken = await runtime.readObjects(sandbox, refs);

  const uids = new Map(applied.map(object => [keyOf(object), object.uid]));
  const objects = refs.map((ref, index) => {
    const [before, after] = [healthy[index], broken[index]];
    // Whatever takes the place of what a fault has deleted or made is right.
    const uid = before && after ? uids.get(keyOf(ref)) : undefined;
    return { ...ref, uid, healthy: before, broken: after };
  });
  await recordObjects({ knex, claim: attempt, objects });
  await runtime.proveFault({
    sandbox,
    symptoms,
    checks,
    files,
    pins: pinsOf(objects),
    windowMs: PROOF_WINDOW_MS,
    timeoutMs: PROOF_LIMIT_MS,
    signal,
  });
}

/**
 * Makes a sandbox as it was before its setup, or as the setup left it: with a
 * wipe once the learner was let in, and from the journal of the faults if a
 * worker died on the way there.
 *
 * @throws LabError, and Error when the claim was lost.
 */
export async function cleanSandbox(
  step: ScenarioStep & {
    /** The learner was let in. */
    dirty: boolean;
  },
): Promise<void> {
  const { context, attempt, sandbox, dirty, signal } = step;
  const { knex, runtime, logger } = context;
  const entries = await listOpenFaults({ knex, attemptId: attempt.id });
  if (!dirty && entries.length === 0) {
    return;
  }
  await assertHeld({ knex, claim: attempt });
  if (dirty) {
    await runtime.wipe(sandbox, signal);
  } else {
    try {
      await runtime.rollBack(sandbox, entries);
    } catch (error) {
      if (isPassing(error) || asLabError(error)?.code === 'gone') {
        throw error;
      }
      logger.warn(
        `Faults of attempt ${attempt.id} could not be undone; its sandbox is wiped`,
        error as Error,
      );
      await runtime.wipe(sandbox, signal);
    }
  }
  await markFaultsReverted({ knex, claim: attempt });
}
