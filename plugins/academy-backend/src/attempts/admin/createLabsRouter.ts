import type { AuditorService } from '@backstage/backend-plugin-api';
import { academyAdminPermission } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Router } from 'express';
import type { Access } from '../../access';
import { withAudit } from '../../audit';
import { createApiRouter } from '../../openapi';
import type { LabsService } from './LabsService';
import { LABS_PATHS } from './paths';

/** The routes of the platform team; all of them need the permission `academy.admin`. */
export function createLabsRouter(options: {
  access: Access;
  auditor: AuditorService;
  labs: LabsService;
}): Router {
  const { access, auditor, labs } = options;
  const router = createApiRouter(LABS_PATHS);

  router.get('/admin/labs', async (req, res) => {
    await access.user(req, academyAdminPermission);
    res.json(await labs.overview());
  });

  router.put('/admin/labs/switches', async (req, res) => {
    const { principal } = await access.user(req, academyAdminPermission);
    const { cluster, reason } = req.body;
    const made = await withAudit(
      {
        auditor,
        eventId: 'lab-switch',
        severityLevel: 'high',
        request: req,
        meta: { actionType: 'stop', cluster },
      },
      () => labs.stop({ cluster, reason, by: principal.userEntityRef }),
    );
    res.json(made);
  });

  router.delete('/admin/labs/switches', async (req, res) => {
    await access.user(req, academyAdminPermission);
    const { cluster } = req.query;
    await withAudit(
      {
        auditor,
        eventId: 'lab-switch',
        severityLevel: 'high',
        request: req,
        meta: { actionType: 'allow', cluster },
      },
      () => labs.allow(cluster),
    );
    res.status(204).end();
  });

  return router;
}
