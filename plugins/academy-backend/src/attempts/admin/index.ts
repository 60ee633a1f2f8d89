export { createLabsRouter } from './createLabsRouter';
export { LabsService, type LabsServiceOptions } from './LabsService';
export { LABS_PATHS } from './paths';
