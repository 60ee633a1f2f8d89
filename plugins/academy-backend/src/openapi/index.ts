export {
  createApiRouter,
  createDocumentHandler,
  type ApiDocument,
  type ApiPaths,
} from './createApiRouter';
export { JSON_RESPONSE, pathParameter, queryParameter } from './parameters';
