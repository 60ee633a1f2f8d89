import type { TrainingClusterStatus } from '../api';
import { missingCapabilities } from './capabilities';

/** Sandboxes in relation to what may exist at once; 0 while it is not known. */
function load({ activeSandboxes = 0, maxSandboxes }: TrainingClusterStatus) {
  return activeSandboxes / maxSandboxes;
}

/**
 * The clusters that can host a unit now, the best one first: the one with the
 * fewest sandboxes in relation to its limit, and of equal ones the one that is
 * configured first. Full ones come last: an attempt waits its turn there.
 *
 * @param clusters - in the order of the configuration
 * @public
 */
export function clustersFor(
  clusters: readonly TrainingClusterStatus[],
  needs: readonly string[],
): TrainingClusterStatus[] {
  return clusters
    .filter(
      ({ state, capabilities }) =>
        state === 'ready' &&
        missingCapabilities(needs, capabilities).length === 0,
    )
    .sort((one, other) => load(one) - load(other));
}
