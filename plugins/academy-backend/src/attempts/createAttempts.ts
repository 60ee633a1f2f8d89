import type {
  AuditorService,
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import type { Access } from '../access';
import { AttemptService, type AttemptServiceOptions } from './AttemptService';
import { AttemptSignals } from './AttemptSignals';
import { createAttemptsRouter } from './createAttemptsRouter';
import { AttemptWorker } from './worker/AttemptWorker';

/** What attempts need of the plugin. */
export interface AttemptsOptions
  extends Omit<AttemptServiceOptions, 'signals'> {
  access: Access;
  auditor: AuditorService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  scheduler: SchedulerService;
}

/**
 * The attempts of the Academy: their service and their routes, and behind
 * them, where there are training clusters, a worker that starts and stops with
 * the plugin.
 */
export function createAttempts(options: AttemptsOptions): {
  attempts: AttemptService;
  router: Router;
} {
  const { access, auditor, lifecycle, runtime } = options;
  const signals = new AttemptSignals();
  const attempts = AttemptService.create({ ...options, signals });
  if (runtime) {
    const worker = AttemptWorker.create({ ...options, runtime, signals });
    lifecycle.addStartupHook(() => worker.start());
    lifecycle.addShutdownHook(() => worker.stop());
  }
  return {
    attempts,
    router: createAttemptsRouter({ access, auditor, attempts }),
  };
}
