import { NotFoundError } from '@backstage/errors';
import type {
  Unit,
  UnitView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Router } from 'express';
import {
  createApiRouter,
  JSON_RESPONSE,
  jsonBody,
  pathParameter,
} from '../../openapi';
import type { OwnRequests } from '../createOwnRequests';
import type { ChallengeService } from './ChallengeService';

const ID = pathParameter('id');

/** An answer is a word or a line, not a text. */
const ANSWER_MAX_LENGTH = 1_000;

/** The routes of challenges, as OpenAPI paths. */
export const CHALLENGE_PATHS = {
  '/attempts/{id}/unit': {
    get: { parameters: [ID], responses: JSON_RESPONSE },
  },
  '/attempts/{id}/answers/{checkId}': {
    put: {
      parameters: [ID, pathParameter('checkId')],
      requestBody: jsonBody({
        type: 'object',
        required: ['answer'],
        additionalProperties: false,
        properties: {
          answer: {
            type: 'string',
            minLength: 1,
            maxLength: ANSWER_MAX_LENGTH,
          },
        },
      }),
      responses: JSON_RESPONSE,
    },
  },
  '/attempts/{id}/give-up': {
    post: { parameters: [ID], responses: JSON_RESPONSE },
  },
  '/attempts/{id}/debrief': {
    get: { parameters: [ID], responses: JSON_RESPONSE },
  },
} as const;

/** The routes of what makes an attempt a challenge. */
export function createChallengeRouter(options: {
  requests: OwnRequests;
  challenges: ChallengeService;
  /** What a learner may read of a unit; undefined when no course contains it. */
  viewUnit(unit: Unit, userRef: string): Promise<UnitView | undefined>;
}): Router {
  const { requests, challenges, viewUnit } = options;
  const { own, write } = requests;
  const router = createApiRouter(CHALLENGE_PATHS);

  router.get('/attempts/:id/unit', async (req, res) => {
    const who = await own(req);
    const unit = await challenges.unit(who);
    const view = await viewUnit(unit, who.userRef);
    if (!view) {
      throw new NotFoundError(`There is no unit ${unit.id} any more`);
    }
    res.json(view);
  });

  router.put('/attempts/:id/answers/:checkId', async (req, res) => {
    const { checkId } = req.params;
    const { answer } = req.body;
    const taken = await write(req, 'answer', who =>
      challenges.answer({ ...who, checkId, answer }),
    );
    res.json(taken);
  });

  router.post('/attempts/:id/give-up', async (req, res) => {
    res.json(await write(req, 'give-up', who => challenges.giveUp(who)));
  });

  router.get('/attempts/:id/debrief', async (req, res) => {
    res.json(await challenges.debrief(await own(req)));
  });

  return router;
}
