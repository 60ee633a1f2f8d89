import { JSON_RESPONSE, jsonBody } from '../../openapi';

const CLUSTER = {
  type: 'string',
  minLength: 1,
  maxLength: 200,
  pattern: '^[^*]+$',
} as const;

const SENTENCE = { type: 'string', minLength: 1, maxLength: 500 } as const;

/** The routes of the platform team, as OpenAPI paths. */
export const LABS_PATHS = {
  '/admin/labs': { get: { responses: JSON_RESPONSE } },
  '/admin/labs/switches': {
    put: {
      requestBody: jsonBody({
        type: 'object',
        required: ['reason'],
        additionalProperties: false,
        properties: {
          cluster: CLUSTER,
          reason: {
            type: 'object',
            required: ['en', 'ko'],
            additionalProperties: false,
            properties: { en: SENTENCE, ko: SENTENCE },
          },
        },
      }),
      responses: JSON_RESPONSE,
    },
    delete: {
      parameters: [{ name: 'cluster', in: 'query', schema: CLUSTER }],
      responses: { 204: { description: 'labs may start again' } },
    },
  },
} as const;
