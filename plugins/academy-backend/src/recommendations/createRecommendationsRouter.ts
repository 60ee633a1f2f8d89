import { academyContentReadPermission } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Router } from 'express';
import type { Access } from '../access';
import { createApiRouter, JSON_RESPONSE, queryParameter } from '../openapi';
import type { RecommendationService } from './RecommendationService';

/** The route of recommendations, as an OpenAPI path. */
export const RECOMMENDATION_PATHS = {
  '/entities/recommendations': {
    get: {
      parameters: [queryParameter('entityRef')],
      responses: JSON_RESPONSE,
    },
  },
} as const;

/** The units that fit a catalog entity. */
export function createRecommendationsRouter(options: {
  access: Access;
  recommendations: RecommendationService;
}): Router {
  const { access, recommendations } = options;
  const router = createApiRouter(RECOMMENDATION_PATHS);
  router.get('/entities/recommendations', async (req, res) => {
    const credentials = await access.user(req, academyContentReadPermission);
    const { entityRef } = req.query;
    res.json(await recommendations.recommend({ entityRef, credentials }));
  });
  return router;
}
