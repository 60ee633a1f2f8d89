import { JSON_RESPONSE, jsonBody, pathParameter } from '../openapi';

const ID = pathParameter('id');

/** A server answers with its own words up to about 1.5 MiB; this is plenty for a lab. */
const YAML_MAX_LENGTH = 256 * 1024;

const CREATED = {
  201: JSON_RESPONSE[200],
} as const;

const NAME = { type: 'string', minLength: 1, maxLength: 200 } as const;

/** The routes of attempts, as OpenAPI paths. */
export const ATTEMPT_PATHS = {
  '/attempts': {
    get: {
      parameters: [
        { name: 'unitId', in: 'query', schema: NAME },
        { name: 'active', in: 'query', schema: { type: 'boolean' } },
      ],
      responses: JSON_RESPONSE,
    },
    post: {
      requestBody: jsonBody({
        type: 'object',
        required: ['unitId'],
        additionalProperties: false,
        properties: { unitId: NAME, scenario: NAME, cluster: NAME },
      }),
      responses: CREATED,
    },
  },
  '/attempts/{id}': {
    get: { parameters: [ID], responses: JSON_RESPONSE },
    delete: { parameters: [ID], responses: JSON_RESPONSE },
  },
  '/attempts/{id}/events': {
    get: {
      parameters: [
        ID,
        {
          name: 'after',
          in: 'query',
          schema: { type: 'integer', minimum: 0 },
        },
        {
          name: 'Last-Event-ID',
          in: 'header',
          schema: { type: 'integer', minimum: 0 },
        },
      ],
      responses: {
        200: {
          description: 'AttemptEvents as server-sent events',
          content: { 'text/event-stream': { schema: { type: 'string' } } },
        },
      },
    },
  },
  '/attempts/{id}/extend': {
    post: { parameters: [ID], responses: JSON_RESPONSE },
  },
  '/attempts/{id}/kubeconfig': {
    post: { parameters: [ID], responses: JSON_RESPONSE },
  },
  '/attempts/{id}/apply': {
    post: {
      parameters: [ID],
      requestBody: jsonBody({
        type: 'object',
        required: ['yaml'],
        additionalProperties: false,
        properties: {
          yaml: { type: 'string', maxLength: YAML_MAX_LENGTH },
          dryRun: { type: 'boolean' },
        },
      }),
      responses: JSON_RESPONSE,
    },
  },
  '/attempts/{id}/hints': {
    post: {
      parameters: [ID],
      requestBody: jsonBody({
        type: 'object',
        required: ['taskId'],
        additionalProperties: false,
        properties: { taskId: NAME },
      }),
      responses: JSON_RESPONSE,
    },
  },
  '/attempts/{id}/reset': {
    post: { parameters: [ID], responses: JSON_RESPONSE },
  },
} as const;
