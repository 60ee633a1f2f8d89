import type {
  AuditorService,
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { Router } from 'express';
import type { Access } from '../access';
import { auditEffects } from '../audit';
import type { AcademyMetrics } from '../metrics';
import { createLabsRouter, LabsService } from './admin';
import { AttemptService, type AttemptServiceOptions } from './AttemptService';
import { AttemptSignals } from './AttemptSignals';
import { ChallengeService } from './challenge';
import { createAttemptsRouter } from './createAttemptsRouter';
import { createOwnRequests, type OwnRequests } from './createOwnRequests';
import { AttemptWorker } from './worker/AttemptWorker';

/** What attempts need of the plugin. */
export interface AttemptsOptions
  extends Omit<AttemptServiceOptions, 'signals'> {
  access: Access;
  auditor: AuditorService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  metrics: AcademyMetrics;
  scheduler: SchedulerService;
}

/**
 * The attempts of the Academy: their service and their routes, and behind
 * them, where there are training clusters, a worker that starts and stops with
 * the plugin.
 */
export function createAttempts(options: AttemptsOptions): {
  attempts: AttemptService;
  challenges: ChallengeService;
  /** For routers of attempts that need more than attempts. */
  requests: OwnRequests;
  router: Router;
} {
  const { access, auditor, lifecycle, runtime } = options;
  const signals = new AttemptSignals();
  const attempts = AttemptService.create({ ...options, signals });
  if (runtime) {
    const worker = AttemptWorker.create({
      ...options,
      runtime: auditEffects({ runtime, auditor }),
      signals,
    });
    lifecycle.addStartupHook(() => worker.start());
    lifecycle.addShutdownHook(() => worker.stop());
  }
  const challenges = ChallengeService.create({ ...options, signals, attempts });
  const requests = createOwnRequests({ access, auditor });
  const labs = LabsService.create({ ...options, signals });
  const router = Router();
  router.use(
    createAttemptsRouter({ requests, auditor, attempts }),
    createLabsRouter({ access, auditor, labs }),
  );
  return { attempts, challenges, requests, router };
}
