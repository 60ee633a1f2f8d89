import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  academyAttemptCreatePermission,
  academyContentReadPermission,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Request, Router } from 'express';
import type { Access } from '../access';
import { withAudit } from '../audit';
import { createApiRouter } from '../openapi';
import type { AttemptService, OwnAttempt } from './AttemptService';
import { ATTEMPT_PATHS } from './paths';
import { streamEvents } from './streamEvents';

/**
 * The routes of attempts. Every one acts for the person behind the request,
 * and for them somebody else's attempt does not exist.
 */
export function createAttemptsRouter(options: {
  access: Access;
  auditor: AuditorService;
  attempts: AttemptService;
}): Router {
  const { access, auditor, attempts } = options;
  const router = createApiRouter(ATTEMPT_PATHS);

  const learner = async (
    req: Request<any, any, any, any, any>,
    permission = academyContentReadPermission,
  ) => (await access.user(req, permission)).principal.userEntityRef;

  /** Runs a write for the owner of the attempt, between its audit events. */
  const write = async <T>(
    req: Request<{ id: string }, any, any, any, any>,
    action: 'end' | 'reset' | 'hint' | 'kubeconfig' | 'apply',
    run: (own: OwnAttempt) => Promise<T>,
  ): Promise<T> => {
    const own = {
      id: req.params.id,
      // Whoever lost the permission may still clean up.
      userRef: await learner(
        req,
        action === 'end'
          ? academyContentReadPermission
          : academyAttemptCreatePermission,
      ),
    };
    return withAudit(
      {
        auditor,
        eventId: 'attempt-write',
        severityLevel: 'medium',
        request: req,
        meta: { actionType: action, attemptId: own.id },
      },
      () => run(own),
    );
  };

  router.get('/attempts', async (req, res) => {
    const { unitId, active } = req.query;
    const userRef = await learner(req);
    res.json(await attempts.list({ userRef, unitId, active }));
  });

  router.post('/attempts', async (req, res) => {
    const { unitId, scenario, cluster } = req.body;
    const userRef = await learner(req, academyAttemptCreatePermission);
    const attempt = await withAudit(
      {
        auditor,
        eventId: 'attempt-write',
        severityLevel: 'medium',
        request: req,
        meta: { actionType: 'create', unitId, scenario },
      },
      () => attempts.create({ userRef, unitId, scenario, cluster }),
    );
    res.status(201).json(attempt);
  });

  router.get('/attempts/:id', async (req, res) => {
    const { id } = req.params;
    res.json(await attempts.view({ id, userRef: await learner(req) }));
  });

  router.delete('/attempts/:id', async (req, res) => {
    res.json(await write(req, 'end', own => attempts.end(own)));
  });

  router.get('/attempts/:id/events', async (req, res) => {
    const { id } = req.params;
    const userRef = await learner(req);
    // A browser that comes back repeats the address it began with.
    const after = Number(req.headers['last-event-id'] ?? req.query.after ?? 0);
    const gone = new AbortController();
    res.on('close', () => gone.abort());
    const events = await attempts.events({
      id,
      userRef,
      after,
      signal: gone.signal,
    });
    await streamEvents(res, events);
  });

  router.post('/attempts/:id/kubeconfig', async (req, res) => {
    const issued = await write(req, 'kubeconfig', own =>
      attempts.issueKubeconfig(own),
    );
    res.setHeader('Cache-Control', 'no-store').json(issued);
  });

  router.post('/attempts/:id/apply', async (req, res) => {
    const { yaml, dryRun } = req.body;
    const result = await write(req, 'apply', own =>
      attempts.apply({ ...own, yaml, dryRun }),
    );
    res.setHeader('Cache-Control', 'no-store').json(result);
  });

  router.post('/attempts/:id/hints', async (req, res) => {
    const { taskId } = req.body;
    res.json(
      await write(req, 'hint', own => attempts.revealHint({ ...own, taskId })),
    );
  });

  router.post('/attempts/:id/reset', async (req, res) => {
    res.json(await write(req, 'reset', own => attempts.reset(own)));
  });

  return router;
}
