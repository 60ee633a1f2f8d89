export { CONTENT_PATHS, createContentRouter } from './createContentRouter';
export { createUnitViewer, type ViewUnit } from './createUnitViewer';
export {
  DefaultContentService,
  type ContentInspector,
} from './DefaultContentService';
export { toUnitSummary, type ProgressByUnit } from './summaryView';
