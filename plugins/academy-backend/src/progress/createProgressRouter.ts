import type { AuditorService } from '@backstage/backend-plugin-api';
import { academyContentReadPermission } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Router } from 'express';
import type { Access } from '../access';
import { withAudit } from '../audit';
import {
  createApiRouter,
  JSON_RESPONSE,
  jsonBody,
  pathParameter,
} from '../openapi';
import type { ProgressService } from './ProgressService';

const UNIT_PARAMETERS = [
  pathParameter('course'),
  pathParameter('module'),
  pathParameter('unit'),
] as const;

/** The routes of the progress, as OpenAPI paths. */
export const PROGRESS_PATHS = {
  '/units/{course}/{module}/{unit}/complete': {
    post: { parameters: UNIT_PARAMETERS, responses: JSON_RESPONSE },
  },
  '/units/{course}/{module}/{unit}/quiz/{questionId}': {
    post: {
      parameters: [...UNIT_PARAMETERS, pathParameter('questionId')],
      requestBody: jsonBody({
        type: 'object',
        required: ['optionIds'],
        additionalProperties: false,
        properties: {
          optionIds: {
            type: 'array',
            minItems: 1,
            maxItems: 50,
            uniqueItems: true,
            items: { type: 'string', maxLength: 200 },
          },
        },
      }),
      responses: JSON_RESPONSE,
    },
  },
  '/record': { get: { responses: JSON_RESPONSE } },
} as const;

/** Completing lessons, answering questions, and the learner's own record. */
export function createProgressRouter(options: {
  access: Access;
  auditor: AuditorService;
  progress: ProgressService;
}): Router {
  const { access, auditor, progress } = options;
  const router = createApiRouter(PROGRESS_PATHS);

  router.post('/units/:course/:module/:unit/complete', async (req, res) => {
    const credentials = await access.user(req, academyContentReadPermission);
    const { course, module, unit } = req.params;
    const unitId = `${course}/${module}/${unit}`;
    const result = await withAudit(
      {
        auditor,
        eventId: 'progress-write',
        request: req,
        meta: { actionType: 'complete', unitId },
      },
      () => progress.complete(unitId, credentials.principal.userEntityRef),
    );
    res.json(result);
  });

  router.post(
    '/units/:course/:module/:unit/quiz/:questionId',
    async (req, res) => {
      const credentials = await access.user(req, academyContentReadPermission);
      const { course, module, unit, questionId } = req.params;
      const unitId = `${course}/${module}/${unit}`;
      const result = await withAudit(
        {
          auditor,
          eventId: 'progress-write',
          request: req,
          meta: { actionType: 'answer', unitId, questionId },
        },
        () =>
          progress.answer({
            unitId,
            questionId,
            chosen: req.body.optionIds,
            userRef: credentials.principal.userEntityRef,
          }),
      );
      res.json(result);
    },
  );

  router.get('/record', async (req, res) => {
    const credentials = await access.user(req, academyContentReadPermission);
    res.json(await progress.record(credentials.principal.userEntityRef));
  });

  return router;
}
