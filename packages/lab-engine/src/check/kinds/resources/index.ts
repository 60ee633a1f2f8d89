export { ResourcesEvaluator, resourcesKind } from './ResourcesEvaluator';
