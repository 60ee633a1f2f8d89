import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  clustersFor,
  missingCapabilities,
  unitNeeds,
  type TrainingClusterStatus,
  type Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/**
 * The training cluster that hosts an attempt: the wanted one, or, of those
 * that are ready and have what the unit needs, the one with the most room in
 * relation to its size. A full one is chosen only when all of them are: the
 * attempt waits its turn there.
 *
 * @param options - `clusters` in the order of the configuration
 * @throws NotFoundError for an unknown cluster, ServiceUnavailableError with
 * the reason of each cluster when none will do, or with the reason of the
 * wanted one and the others that would do.
 */
export function chooseCluster(options: {
  clusters: TrainingClusterStatus[];
  unit: Unit;
  wanted?: string;
  /** Where nobody is let in: chosen only where all others are no choice. */
  isStopped?(cluster: string): boolean;
}): string {
  const { clusters, unit, wanted, isStopped = () => false } = options;
  const needs = unitNeeds(unit.spec);
  const hosts = clustersFor(clusters, needs);
  if (wanted === undefined) {
    if (hosts.length === 0) {
      throw noneWillDo(clusters, needs);
    }
    return (hosts.find(({ name }) => !isStopped(name)) ?? hosts[0]).name;
  }
  const cluster = clusters.find(({ name }) => name === wanted);
  if (!cluster) {
    throw new NotFoundError(`There is no training cluster ${wanted}`);
  }
  if (!hosts.includes(cluster)) {
    const titles = hosts.map(({ title }) => title).join(', ');
    const elsewhere = titles ? ` Available on ${titles}.` : '';
    throw new ServiceUnavailableError(`${whyNot(cluster, needs)}${elsewhere}`);
  }
  return wanted;
}

function noneWillDo(
  clusters: TrainingClusterStatus[],
  needs: string[],
): ServiceUnavailableError {
  const reasons = clusters.map(cluster => whyNot(cluster, needs)).join(' ');
  return new ServiceUnavailableError(
    reasons
      ? `No training cluster can host this unit now. ${reasons}`
      : 'Labs need a training cluster, and none is configured in academy.trainingClusters. Lessons and quizzes work without one.',
  );
}

/** Of a cluster that cannot host a unit. */
function whyNot(cluster: TrainingClusterStatus, needs: string[]): string {
  const { title, state, message, capabilities } = cluster;
  const missing = missingCapabilities(needs, capabilities).join(', ');
  const reason =
    state === 'ready'
      ? `It lacks ${missing}.`
      : message?.en ?? `It is ${state}.`;
  return `${title}: ${reason}`;
}
