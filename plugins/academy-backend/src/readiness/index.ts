export { CatalogTeams } from './CatalogTeams';
export {
  createReadinessRouter,
  READINESS_PATHS,
} from './createReadinessRouter';
export { inspectPaths, ReadinessService } from './ReadinessService';
