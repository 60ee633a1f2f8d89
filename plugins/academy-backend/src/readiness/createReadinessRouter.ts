import {
  academyContentReadPermission,
  academyReadinessReadPermission,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Request, Router } from 'express';
import type { Access } from '../access';
import { createApiRouter, JSON_RESPONSE, queryParameter } from '../openapi';
import type { ReadinessService } from './ReadinessService';

/** The routes of readiness, as OpenAPI paths. */
export const READINESS_PATHS = {
  '/readiness/paths': { get: { responses: JSON_RESPONSE } },
  '/readiness/groups': { get: { responses: JSON_RESPONSE } },
  '/readiness': {
    get: {
      parameters: [queryParameter('path'), queryParameter('group')],
      responses: JSON_RESPONSE,
    },
  },
} as const;

/** Readiness of teams for who may see it, and everybody's own. */
export function createReadinessRouter(options: {
  access: Access;
  readiness: ReadinessService;
}): Router {
  const { access, readiness } = options;
  const router = createApiRouter(READINESS_PATHS);

  const viewerOf = async (req: Request<any, any, any, any, any>) => {
    const credentials = await access.user(req, academyContentReadPermission);
    return {
      userRef: credentials.principal.userEntityRef,
      all: await access.may(credentials, academyReadinessReadPermission),
    };
  };

  router.get('/readiness/paths', async (req, res) => {
    await access.user(req, academyContentReadPermission);
    res.json(readiness.paths());
  });

  router.get('/readiness/groups', async (req, res) => {
    res.json(await readiness.groups(await viewerOf(req)));
  });

  router.get('/readiness', async (req, res) => {
    const report = await readiness.report({
      pathId: req.query.path,
      groupRef: req.query.group,
      viewer: await viewerOf(req),
      now: new Date(),
    });
    res.json(report);
  });

  return router;
}
