import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { TrainingClusterOptions } from '@kubernetes-academy/backstage-plugin-academy-node';
import { readLimits } from './readLimits';
import { refuseUnknownKeys } from './refuseUnknownKeys';

/** What the API server accepts as the name of a namespace. */
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

const KEYS = {
  policy: ['mode', 'prepared'],
  pool: ['mode', 'namespaces'],
};

/**
 * How many sandboxes a cluster may host, where they come from, and whose
 * watches checks read from.
 *
 * @throws InputError that names the key.
 */
export function readSandboxes(
  entry: Config,
  key: string,
): Pick<
  TrainingClusterOptions,
  'maxSandboxes' | 'requestsPerSecond' | 'sandboxes' | 'watchScope'
> {
  const sandboxes = readSupply(entry, `${key}.sandboxes`);
  const watchScope = readWatchScope(entry, key);
  if (sandboxes?.mode !== 'pool') {
    return { ...readLimits(entry, key), sandboxes, watchScope };
  }
  if (watchScope === 'cluster') {
    throw new InputError(
      `${key}.watchScope: expected sandbox with mode pool: the Academy has no rights outside of its namespaces`,
    );
  }
  const { length } = sandboxes.namespaces;
  const limits = readLimits(entry, key, length);
  if (limits.maxSandboxes > length) {
    throw new InputError(
      `${key}.maxSandboxes: expected at most the ${length} of sandboxes.namespaces, got ${limits.maxSandboxes}`,
    );
  }
  return { ...limits, sandboxes, watchScope };
}

function readSupply(
  entry: Config,
  key: string,
): TrainingClusterOptions['sandboxes'] {
  const config = entry.getOptionalConfig('sandboxes');
  if (!config) {
    return undefined;
  }
  const mode = config.getOptionalString('mode') ?? 'policy';
  if (mode !== 'policy' && mode !== 'pool') {
    throw new InputError(`${key}.mode: expected policy or pool, got '${mode}'`);
  }
  refuseUnknownKeys(config, key, KEYS[mode]);
  return mode === 'pool'
    ? { mode, namespaces: readNamespaces(config, key) }
    : { mode, prepared: readPrepared(config, key) };
}

function readPrepared(config: Config, key: string): number | undefined {
  const prepared = config.getOptionalNumber('prepared');
  if (prepared !== undefined && (!Number.isInteger(prepared) || prepared < 0)) {
    throw new InputError(
      `${key}.prepared: expected a whole number from 0, got ${prepared}`,
    );
  }
  return prepared;
}

function readNamespaces(config: Config, parentKey: string): string[] {
  const key = `${parentKey}.namespaces`;
  const namespaces = config.getOptionalStringArray('namespaces') ?? [];
  if (namespaces.length === 0) {
    throw new InputError(
      `${key}: expected the names of the namespaces that "academy cluster manifests --pool" made`,
    );
  }
  namespaces.forEach((name, index) => {
    if (!NAMESPACE.test(name)) {
      throw new InputError(
        `${key}[${index}]: expected the name of a namespace, got '${name}'`,
      );
    }
    if (namespaces.indexOf(name) < index) {
      throw new InputError(
        `${key}[${index}]: expected each namespace once, got '${name}' again`,
      );
    }
  });
  return namespaces;
}

function readWatchScope(
  entry: Config,
  key: string,
): TrainingClusterOptions['watchScope'] {
  const scope = entry.getOptionalString('watchScope');
  if (scope !== undefined && scope !== 'sandbox' && scope !== 'cluster') {
    throw new InputError(
      `${key}.watchScope: expected sandbox or cluster, got '${scope}'`,
    );
  }
  return scope;
}
