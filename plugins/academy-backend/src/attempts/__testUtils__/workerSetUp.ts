import { mockServices } from '@backstage/backend-test-utils';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { AttemptState } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Knex } from 'knex';
import { DatabaseProgressStore } from '../../progress';
import { AttemptService } from '../AttemptService';
import { AttemptSignals } from '../AttemptSignals';
import { findAttempt } from '../operations';
import type { Attempt } from '../types';
import { AttemptWorker } from '../worker/AttemptWorker';
import type { WorkerContext } from '../worker/context';
import { LAB, LIFETIMES } from './attemptFixtures';
import { eventually } from './eventually';
import { FakeLabRuntime } from './FakeLabRuntime';
import { labUnits } from './labUnits';

/** Service and workers around one database and one fake cluster. */
export function workerSetUp(knex: Knex, logger?: LoggerService) {
  const runtime = new FakeLabRuntime();
  const signals = new AttemptSignals();
  const progress = DatabaseProgressStore.create({ knex });
  const content = labUnits(LAB);
  const context: WorkerContext = {
    knex,
    runtime,
    content,
    progress,
    signals,
    logger: logger ?? mockServices.logger.mock(),
    metrics: { verdictsStored: () => {} },
    instance: 'test',
    lifetimes: LIFETIMES,
  };
  const workers: AttemptWorker[] = [];
  return {
    knex,
    runtime,
    signals,
    progress,
    content,
    context,
    service: AttemptService.create({
      ...context,
      perLearner: 1,
    }),
    /** A worker that looks for work, but does not sweep. */
    async startWorker() {
      const worker = AttemptWorker.create({
        ...context,
        scheduler: mockServices.scheduler.mock(),
      });
      workers.push(worker);
      await worker.start();
      return worker;
    },
    async stopWorkers() {
      await Promise.all(workers.map(worker => worker.stop()));
    },
    /** The attempt once it is in a state. */
    async inState(id: string, state: AttemptState): Promise<Attempt> {
      return eventually(async () => {
        const attempt = await findAttempt({ knex, id });
        return attempt?.state === state && attempt;
      });
    },
    /** The attempt once its sandbox is removed. */
    async gone(id: string): Promise<Attempt> {
      return eventually(async () => {
        const attempt = await findAttempt({ knex, id });
        return attempt?.sandboxGoneAt && attempt;
      });
    },
    /** Settles once the cluster was asked this. */
    async asked(call: string, times = 1): Promise<void> {
      await eventually(
        async () =>
          runtime.calls.filter(each => each.startsWith(call)).length >= times,
      );
    },
  };
}
