import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type {
  TrainingClusterStatus,
  Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/**
 * The training cluster that hosts an attempt: the wanted one, or the first
 * that is ready and has what the unit needs.
 *
 * @throws NotFoundError for an unknown cluster, ServiceUnavailableError with
 * the reason of each cluster when none will do.
 */
export function chooseCluster(options: {
  clusters: TrainingClusterStatus[];
  unit: Unit;
  wanted?: string;
}): string {
  const { unit, wanted } = options;
  const clusters = options.clusters.filter(
    ({ name }) => wanted === undefined || name === wanted,
  );
  if (wanted !== undefined && clusters.length === 0) {
    throw new NotFoundError(`There is no training cluster ${wanted}`);
  }
  const reasons: string[] = [];
  for (const cluster of clusters) {
    const reason = whyNot(cluster, unit.spec.needs);
    if (!reason) {
      return cluster.name;
    }
    reasons.push(`${cluster.title}: ${reason}`);
  }
  throw new ServiceUnavailableError(
    reasons.length > 0
      ? `No training cluster can host this unit now. ${reasons.join(' ')}`
      : 'Labs need a training cluster, and none is configured in academy.trainingClusters. Lessons and quizzes work without one.',
  );
}

function whyNot(
  cluster: TrainingClusterStatus,
  needs: string[],
): string | undefined {
  if (cluster.state !== 'ready') {
    return cluster.message?.en ?? `It is ${cluster.state}.`;
  }
  const missing = needs.filter(need => !cluster.capabilities.includes(need));
  return missing.length > 0 ? `It lacks ${missing.join(', ')}.` : undefined;
}
