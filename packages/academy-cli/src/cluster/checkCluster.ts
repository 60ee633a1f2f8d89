import type {
  ClusterObjects,
  TrainingClusterOptions,
} from '@kubernetes-academy/lab-engine';
import { checkObjects } from './checkObjects';
import { checkPortal } from './checkPortal';
import { checkSurroundings } from './checkSurroundings';
import type { Finding } from './findings';
import type { TrainingManifests } from './manifests';

/** Everything in which a cluster is, or is not, a training cluster. */
export async function checkCluster(options: {
  objects: ClusterObjects;
  cluster: TrainingClusterOptions;
  manifests: TrainingManifests;
  /** How long the portal's own test may fail before it counts. Default 0. */
  patienceMs?: number;
}): Promise<Finding[]> {
  const { objects, cluster, manifests, patienceMs } = options;
  // First and alone: a cluster that does not answer is said once.
  const surroundings = await checkSurroundings(objects, manifests);
  return [
    ...surroundings,
    ...(await checkObjects(objects, manifests)),
    ...(await checkPortal(
      objects,
      { ...cluster, ...manifests.config },
      { patienceMs },
    )),
  ];
}
