export { readTrainingClusters } from './readTrainingClusters';
