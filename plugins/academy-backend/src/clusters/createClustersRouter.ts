import { academyContentReadPermission } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { LabRuntime } from '@kubernetes-academy/backstage-plugin-academy-node';
import type { Router } from 'express';
import type { Access } from '../access';
import { createApiRouter, JSON_RESPONSE } from '../openapi';

/** The route of the training clusters, as an OpenAPI path. */
export const CLUSTER_PATHS = {
  '/clusters': { get: { responses: JSON_RESPONSE } },
} as const;

/** The training clusters and why labs are off on them; none without a lab runtime. */
export function createClustersRouter(options: {
  access: Access;
  runtime?: LabRuntime;
}): Router {
  const { access, runtime } = options;
  const router = createApiRouter(CLUSTER_PATHS);
  router.get('/clusters', async (req, res) => {
    await access.user(req, academyContentReadPermission);
    res.json(runtime?.clusters() ?? []);
  });
  return router;
}
