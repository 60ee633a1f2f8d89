import { NotFoundError } from '@backstage/errors';
import {
  academyAdminPermission,
  academyContentReadPermission,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { exampleUnit } from '@kubernetes-academy/content';
import type { Router } from 'express';
import type { Access } from '../access';
import { createApiRouter, JSON_RESPONSE, pathParameter } from '../openapi';
import type { ProgressService } from '../progress';
import type { ViewUnit } from './createUnitViewer';
import type { DefaultContentService } from './DefaultContentService';
import { toCourseViews } from './summaryView';

/** The routes of the content, as OpenAPI paths. */
export const CONTENT_PATHS = {
  '/courses': { get: { responses: JSON_RESPONSE } },
  '/units/{course}/{module}/{unit}': {
    get: {
      parameters: [
        pathParameter('course'),
        pathParameter('module'),
        pathParameter('unit'),
      ],
      responses: JSON_RESPONSE,
    },
  },
  '/admin/content': { get: { responses: JSON_RESPONSE } },
} as const;

/** Courses and units as the caller may read them, and the state of the content. */
export function createContentRouter(options: {
  access: Access;
  content: DefaultContentService;
  progress: ProgressService;
  viewUnit: ViewUnit;
}): Router {
  const { access, content, progress, viewUnit } = options;
  const router = createApiRouter(CONTENT_PATHS);

  router.get('/courses', async (req, res) => {
    const { principal } = await access.user(req, academyContentReadPermission);
    const learned = await progress.progressOf(principal.userEntityRef);
    res.json(toCourseViews(content.get(), learned));
  });

  router.get('/units/:course/:module/:unit', async (req, res) => {
    const { principal } = await access.user(req, academyContentReadPermission);
    const { course, module, unit: name } = req.params;
    const id = `${course}/${module}/${name}`;
    const unit = content.unit(id);
    // Values come with an attempt; the page reads well without one.
    const view =
      unit && (await viewUnit(exampleUnit(unit), principal.userEntityRef));
    if (!view) {
      throw new NotFoundError(`There is no unit ${id}`);
    }
    res.json(view);
  });

  router.get('/admin/content', async (req, res) => {
    await access.user(req, academyAdminPermission);
    res.json(content.health());
  });

  return router;
}
