export {
  createApiRouter,
  createDocumentHandler,
  type ApiDocument,
  type ApiPaths,
} from './createApiRouter';
export {
  JSON_RESPONSE,
  jsonBody,
  pathParameter,
  queryParameter,
} from './parameters';
