export { CONTENT_PATHS, createContentRouter } from './createContentRouter';
export {
  DefaultContentService,
  type ContentInspector,
} from './DefaultContentService';
export { toUnitSummary, type ProgressByUnit } from './summaryView';
