export {
  createRecommendationsRouter,
  RECOMMENDATION_PATHS,
} from './createRecommendationsRouter';
export { inspectRules } from './inspectRules';
export { KubernetesObjects } from './KubernetesObjects';
export { RecommendationService } from './RecommendationService';
