import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { TrainingClusterOptions } from '@kubernetes-academy/backstage-plugin-academy-node';
import { readConnection } from './readConnection';
import { readIdentity } from './readIdentity';
import {
  LOCATORS_KEY,
  readPortalClusters,
  type PortalCluster,
} from './readPortalClusters';
import { refuseUnknownKeys } from './refuseUnknownKeys';
import { resolveFile } from './resolveFile';

const SECTION_KEY = 'academy.trainingClusters';
const KNOWN_KEYS = [
  'cluster',
  'title',
  'identity',
  'statusFile',
  'maxSandboxes',
  'capabilities',
];
const DEFAULT_MAX_SANDBOXES = 20;

/**
 * Reads `academy.trainingClusters` together with the portal's own clusters.
 *
 * @throws Error that names the key, what was expected and what is there.
 */
export function readTrainingClusters(options: {
  config: RootConfigService;
  /** Relative files are looked for here and in the folders above. */
  cwd?: string;
}): TrainingClusterOptions[] {
  const { config, cwd = process.cwd() } = options;
  const entries = config.getOptionalConfigArray(SECTION_KEY) ?? [];
  if (entries.length === 0) {
    return [];
  }
  const portalClusters = readPortalClusters(config);
  const clusters = entries.map((entry, index) =>
    readTrainingCluster({
      entry,
      key: `${SECTION_KEY}[${index}]`,
      portalClusters,
      cwd,
    }),
  );
  clusters.forEach(({ name }, index) => {
    if (clusters.findIndex(cluster => cluster.name === name) < index) {
      throw new InputError(
        `${SECTION_KEY}[${index}].cluster: expected each cluster once, got '${name}' again`,
      );
    }
  });
  return clusters;
}

function readTrainingCluster(options: {
  entry: Config;
  key: string;
  portalClusters: PortalCluster[];
  cwd: string;
}): TrainingClusterOptions {
  const { entry, key, cwd } = options;
  refuseUnknownKeys(entry, key, KNOWN_KEYS);
  const name = entry.getString('cluster');
  const portal = options.portalClusters.find(each => each.name === name);
  if (!portal) {
    const known = options.portalClusters.map(each => each.name).join(', ');
    throw new InputError(
      `${key}.cluster: no cluster '${name}' in ${LOCATORS_KEY}; known: ${
        known || 'none'
      }`,
    );
  }
  const path = entry.getOptionalString('statusFile');
  const statusFile =
    path && resolveFile({ path, key: `${key}.statusFile`, cwd, later: true });
  // Only an embedded cluster has one, and it may still be on its way.
  const later = statusFile !== undefined;
  return {
    name,
    title:
      entry.getOptionalString('title') ??
      portal.config.getOptionalString('title') ??
      name,
    ...readConnection({ portal, cwd, later }),
    identity: readIdentity({ entry, key, cwd, later }),
    statusFile,
    maxSandboxes: readMaxSandboxes(entry, key),
    capabilities: entry.getOptionalStringArray('capabilities') ?? [],
  };
}

function readMaxSandboxes(entry: Config, key: string): number {
  const max = entry.getOptionalNumber('maxSandboxes') ?? DEFAULT_MAX_SANDBOXES;
  if (!Number.isInteger(max) || max < 1) {
    throw new InputError(
      `${key}.maxSandboxes: expected a positive whole number, got ${max}`,
    );
  }
  return max;
}
