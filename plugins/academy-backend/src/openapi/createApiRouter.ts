import {
  createValidatedOpenApiRouter,
  type ApiRouter,
  type internal,
} from '@backstage/backend-openapi-utils';
import express, { type RequestHandler } from 'express';

/**
 * Upper bound of a request body. One bound for all routers, since the first
 * of them that a request passes parses the body. YAML that a learner applies
 * is the largest; API servers take about 1.5 MiB.
 */
const BODY_LIMIT = '1mb';

/** The `paths` of an OpenAPI 3.1 document, written as a literal. */
export type ApiPaths = internal.RequiredDoc['paths'];

/** The OpenAPI document of a router that has these paths and nothing else. */
export interface ApiDocument<TPaths extends ApiPaths> {
  openapi: string;
  info: { title: string; version: string };
  paths: TPaths;
  components: { schemas: {} };
}

function toDocument<TPaths extends ApiPaths>(
  paths: TPaths,
): ApiDocument<TPaths> {
  return {
    openapi: '3.1.0',
    info: { title: 'academy', version: '1' },
    paths,
    components: { schemas: {} },
  };
}

/**
 * An Express router whose requests are validated before a handler sees them:
 * a wrong type, a missing field or an unknown query parameter is a 400 that
 * names it. Handlers are typed by the same literal.
 *
 * @throws InputError from the router, for requests the paths do not allow.
 */
export function createApiRouter<const TPaths extends ApiPaths>(
  paths: TPaths,
): ApiRouter<ApiDocument<TPaths>> {
  // Inferred from a generic literal, the types nest too deeply for the compiler.
  const create = createValidatedOpenApiRouter as (
    document: object,
    options: Parameters<typeof createValidatedOpenApiRouter>[1],
  ) => unknown;
  return create(toDocument(paths), {
    middleware: [express.json({ limit: BODY_LIMIT })],
  }) as ApiRouter<ApiDocument<TPaths>>;
}

/** Answers with one document for all routers, each of which knows only its own paths. */
export function createDocumentHandler(paths: ApiPaths): RequestHandler {
  return (req, res) => {
    res.json({ ...toDocument(paths), servers: [{ url: req.baseUrl }] });
  };
}
