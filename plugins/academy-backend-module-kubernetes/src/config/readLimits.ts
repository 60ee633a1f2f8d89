import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { TrainingClusterOptions } from '@kubernetes-academy/backstage-plugin-academy-node';

const DEFAULT_MAX_SANDBOXES = 20;

/**
 * How much of a cluster the Academy may use.
 *
 * @throws InputError that names the key.
 */
export function readLimits(
  entry: Config,
  key: string,
  defaultMaxSandboxes = DEFAULT_MAX_SANDBOXES,
): Pick<TrainingClusterOptions, 'maxSandboxes' | 'requestsPerSecond'> {
  return {
    maxSandboxes: readCount(entry, key, 'maxSandboxes') ?? defaultMaxSandboxes,
    requestsPerSecond: readCount(entry, key, 'requestsPerSecond'),
  };
}

function readCount(
  entry: Config,
  key: string,
  name: string,
): number | undefined {
  const count = entry.getOptionalNumber(name);
  if (count !== undefined && (!Number.isInteger(count) || count < 1)) {
    throw new InputError(
      `${key}.${name}: expected a positive whole number, got ${count}`,
    );
  }
  return count;
}
