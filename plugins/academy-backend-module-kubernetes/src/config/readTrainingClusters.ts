import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { TrainingClusterOptions } from '@kubernetes-academy/backstage-plugin-academy-node';
import { readCapabilities } from './readCapabilities';
import { readConnection, readKubectl } from './readConnection';
import { readIdentity } from './readIdentity';
import {
  LOCATORS_KEY,
  readPortalClusters,
  type PortalCluster,
} from './readPortalClusters';
import { readSandboxes } from './readSandboxes';
import { refuseUnknownKeys } from './refuseUnknownKeys';
import { resolveFile } from './resolveFile';

const SECTION_KEY = 'academy.trainingClusters';
const KNOWN_KEYS = [
  'cluster',
  'title',
  'gateway',
  'identity',
  'server',
  'caData',
  'statusFile',
  'maxSandboxes',
  'requestsPerSecond',
  'capabilities',
  'sandboxes',
  'watchScope',
];

/** Where one entry stands and what it is read with. */
interface EntryOptions {
  entry: Config;
  key: string;
  portalClusters: PortalCluster[];
  cwd: string;
}

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

function readTrainingCluster(options: EntryOptions): TrainingClusterOptions {
  const { entry, key, cwd } = options;
  refuseUnknownKeys(entry, key, KNOWN_KEYS);
  const name = entry.getString('cluster');
  const portal = options.portalClusters.find(each => each.name === name);
  const path = entry.getOptionalString('statusFile');
  const statusFile =
    path && resolveFile({ path, key: `${key}.statusFile`, cwd, later: true });
  // Only an embedded cluster has one, and it may still be on its way.
  const later = statusFile !== undefined;
  const identity = readIdentity({ entry, key, cwd, later });
  const gateway = readGateway(entry, key);
  if (gateway === 'proxy' && 'certificateFile' in identity) {
    throw new InputError(
      `${key}.identity: expected a token with gateway proxy: a client certificate cannot pass it`,
    );
  }
  return {
    name,
    title:
      entry.getOptionalString('title') ??
      portal?.config.getOptionalString('title') ??
      name,
    gateway,
    ...(gateway === 'direct' &&
      readConnection({
        portal: portal ?? unknownCluster(name, options),
        identity,
        cwd,
        later,
      })),
    kubectl: readKubectl(entry, key),
    identity,
    statusFile,
    ...readSandboxes(entry, key),
    capabilities: readCapabilities(entry, key),
  };
}

function readGateway(entry: Config, key: string): 'direct' | 'proxy' {
  const gateway = entry.getOptionalString('gateway') ?? 'direct';
  if (gateway !== 'direct' && gateway !== 'proxy') {
    throw new InputError(
      `${key}.gateway: expected direct or proxy, got '${gateway}'`,
    );
  }
  return gateway;
}

/** Other locators are asked by the Kubernetes backend only, behind its proxy. */
function unknownCluster(name: string, options: EntryOptions): never {
  const known = options.portalClusters.map(each => each.name).join(', ');
  throw new InputError(
    `${options.key}.cluster: no cluster '${name}' in ${LOCATORS_KEY}; known: ${
      known || 'none'
    }. A cluster that another locator finds needs gateway: proxy`,
  );
}
