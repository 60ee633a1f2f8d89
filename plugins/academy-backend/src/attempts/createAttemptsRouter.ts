import type { AuditorService } from '@backstage/backend-plugin-api';
import { academyAttemptCreatePermission } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Router } from 'express';
import { withAudit } from '../audit';
import { createApiRouter } from '../openapi';
import type { AttemptService } from './AttemptService';
import type { OwnRequests } from './createOwnRequests';
import { ATTEMPT_PATHS } from './paths';
import { streamEvents } from './streamEvents';

/**
 * The routes of attempts. Every one acts for the person behind the request,
 * and for them somebody else's attempt does not exist.
 */
export function createAttemptsRouter(options: {
  requests: OwnRequests;
  auditor: AuditorService;
  attempts: AttemptService;
}): Router {
  const { requests, auditor, attempts } = options;
  const { learner, own, write } = requests;
  const router = createApiRouter(ATTEMPT_PATHS);

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
    res.json(await attempts.view(await own(req)));
  });

  router.delete('/attempts/:id', async (req, res) => {
    res.json(await write(req, 'end', who => attempts.end(who)));
  });

  router.post('/attempts/:id/extend', async (req, res) => {
    res.json(await write(req, 'extend', who => attempts.extend(who)));
  });

  router.get('/attempts/:id/events', async (req, res) => {
    const who = await own(req);
    // A browser that comes back repeats the address it began with.
    const after = Number(req.headers['last-event-id'] ?? req.query.after ?? 0);
    const gone = new AbortController();
    res.on('close', () => gone.abort());
    const { signal } = gone;
    const events = await attempts.events({ ...who, after, signal });
    await streamEvents(res, events);
  });

  router.post('/attempts/:id/kubeconfig', async (req, res) => {
    const issued = await write(req, 'kubeconfig', who =>
      attempts.issueKubeconfig(who),
    );
    res.setHeader('Cache-Control', 'no-store').json(issued);
  });

  router.post('/attempts/:id/apply', async (req, res) => {
    const { yaml, dryRun } = req.body;
    const result = await write(req, 'apply', who =>
      attempts.apply({ ...who, yaml, dryRun }),
    );
    res.setHeader('Cache-Control', 'no-store').json(result);
  });

  router.post('/attempts/:id/hints', async (req, res) => {
    const { taskId } = req.body;
    res.json(
      await write(req, 'hint', who => attempts.revealHint({ ...who, taskId })),
    );
  });

  router.post('/attempts/:id/reset', async (req, res) => {
    res.json(await write(req, 'reset', who => attempts.reset(who)));
  });

  return router;
}
