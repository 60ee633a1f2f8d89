/** A required path segment. */
export function pathParameter<const TName extends string>(name: TName) {
  return {
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  } as const;
}

/** A required query parameter; given twice it is refused. Entity refs need no escaping. */
export function queryParameter<const TName extends string>(name: TName) {
  return {
    name,
    in: 'query',
    required: true,
    allowReserved: true,
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  } as const;
}

/** What a handler answers is typed by academy-common, not described twice. */
export const JSON_RESPONSE = {
  200: {
    description: 'see the type of the same name in academy-common',
    content: { 'application/json': { schema: {} } },
  },
} as const;

/** A required body in JSON. */
export function jsonBody<const TSchema>(schema: TSchema) {
  return {
    required: true,
    content: { 'application/json': { schema } },
  } as const;
}
