import type { AttemptView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { setTimeout as delay } from 'node:timers/promises';
import { kubectl, testCluster } from '../../__testUtils__/testCluster';
import type { KillLearner } from './KillLearner';
import { CHALLENGE, contains, type KillScenario } from './scenarios';

const PAUSE_MS = 100;

/** What one life of an attempt was like. */
export interface Life {
  id: string;
  namespace: string;
  /** Times the sandbox was prepared from the beginning by the learner's wish. */
  resets: number;
  /** When the learner began to repair. */
  repairedAt: number;
}

/**
 * A learner starts a scenario, asks for hints, resets it, solves it and ends
 * it, whatever happens to the portal meanwhile.
 *
 * @throws Error when the learner meets something that must never be
 */
export async function liveThrough(options: {
  learner: KillLearner;
  scenario: KillScenario;
  resets: number;
}): Promise<Life> {
  const { learner, scenario, resets } = options;
  await start(learner, scenario);
  const hints = await askForHints(learner, scenario, 0);
  for (let done = 0; done < resets; done++) {
    await reset(learner);
    await broken(learner, scenario);
  }
  await askForHints(learner, scenario, hints);

  const repairedAt = Date.now();
  const { namespace, id } = await repair(learner, scenario);
  await learner.insist('DELETE', learner.path);
  await learner.when(({ endedAt }) => endedAt !== undefined);
  return { id, namespace: namespace!, resets, repairedAt };
}

async function start(learner: KillLearner, scenario: KillScenario) {
  const request = { unitId: CHALLENGE, scenario: scenario.id };
  for (;;) {
    const created = await learner.ask('POST', '/attempts', request);
    if (created?.status === 201) {
      learner.path = `/attempts/${created.body.id}`;
      break;
    }
    // The line broke, or the portal in its trouble: it may have been made.
    const { body } = await learner.insist('GET', '/attempts?active=true');
    if (body.length > 1) {
      throw new Error(`${learner.userRef} has ${body.length} attempts`);
    }
    if (body.length === 1) {
      learner.path = `/attempts/${body[0].id}`;
      break;
    }
    await delay(PAUSE_MS);
  }
  await broken(learner, scenario);
}

/** Waits for the clock to start: the fault is there then, and nothing has passed. */
async function broken(
  learner: KillLearner,
  { faults }: KillScenario,
): Promise<void> {
  const view = await learner.when(({ state }) =>
    ['ready', 'passed'].includes(state),
  );
  notPassed(view);
  for (const fault of faults) {
    const { kind, metadata } = fault;
    const found = await readObject(view.namespace!, kind, metadata.name);
    if (!contains(found, fault)) {
      throw new Error(
        `${kind} ${
          metadata.name
        } is not as one fault makes it: ${JSON.stringify(found)}`,
      );
    }
  }
}

/** One more hint; an answer that was lost is looked for in what is recorded. */
async function askForHints(
  learner: KillLearner,
  scenario: KillScenario,
  before: number,
): Promise<number> {
  const body = { taskId: scenario.id };
  for (;;) {
    const given = await learner.dare('POST', `${learner.path}/hints`, body);
    const view = await learner.view();
    notPassed(view);
    const steps = view.hints.map(({ step }) => step);
    if (steps.some((step, index) => step !== index)) {
      throw new Error(`Hints are not in order: ${steps}`);
    }
    const least = before + (given?.status === 200 ? 1 : 0);
    if (steps.length < least || steps.length > before + 1) {
      throw new Error(`There are ${steps.length} hints instead of ${least}`);
    }
    if (steps.length > before) {
      return steps.length;
    }
  }
}

async function reset(learner: KillLearner): Promise<void> {
  const { readyAt } = await learner.view();
  for (;;) {
    const view = await learner.view();
    notPassed(view);
    if (view.readyAt !== readyAt) {
      return;
    }
    await learner.dare('POST', `${learner.path}/reset`);
  }
}

/** Applies the solution until the attempt has passed. */
async function repair(
  learner: KillLearner,
  { solution }: KillScenario,
): Promise<AttemptView> {
  const body = { yaml: solution };
  for (;;) {
    const applied = await learner.dare('POST', `${learner.path}/apply`, body);
    const documents: { outcome: string }[] = applied?.body.documents ?? [];
    if (
      applied?.status === 200 &&
      documents.length > 0 &&
      documents.every(({ outcome }) => outcome !== 'refused')
    ) {
      return learner.when(({ state }) => state === 'passed');
    }
  }
}

function notPassed({ state, id }: AttemptView): void {
  if (state === 'passed') {
    throw new Error(`Attempt ${id} has passed although nothing was repaired`);
  }
}

/** As the administrator of the cluster sees it; asks again while it is down. */
async function readObject(namespace: string, kind: string, name: string) {
  const { adminKubeconfig } = testCluster();
  const args = ['get', kind, name, '-n', namespace, '-o', 'json'];
  for (;;) {
    const { code, stdout, stderr } = await kubectl(adminKubeconfig, args);
    if (code === 0) {
      return JSON.parse(stdout);
    }
    if (stderr.includes('NotFound')) {
      return undefined;
    }
  }
}
