import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type {
  BackendIdentity,
  TrainingClusterOptions,
} from '@kubernetes-academy/backstage-plugin-academy-node';
import { IN_CLUSTER_AUTHORITY_FILE } from '@kubernetes-academy/lab-engine';
import type { PortalCluster } from './readPortalClusters';
import { resolveFile } from './resolveFile';

/**
 * Address and certificate authority of a portal's cluster. Tokens of learners
 * and of the Academy are sent there, so that TLS is verified, always.
 *
 * @throws InputError that names the key.
 */
export function readConnection(options: {
  portal: PortalCluster;
  identity: BackendIdentity;
  cwd: string;
  /** Files may appear after the start. */
  later: boolean;
}): Pick<TrainingClusterOptions, 'server' | 'caData' | 'caFile'> {
  const { identity, cwd, later } = options;
  const { config, key } = options.portal;

  const server = config.getString('url');
  assertHttps(server, `${key}.url`);
  if (config.getOptionalBoolean('skipTLSVerify')) {
    throw new InputError(
      `${key}.skipTLSVerify: expected false for a training cluster; give caData or caFile instead`,
    );
  }
  const caData = readAuthority(config, key);
  const path = config.getOptionalString('caFile');
  if (path) {
    const caFile = resolveFile({ path, key: `${key}.caFile`, cwd, later });
    return { server, caData, caFile };
  }
  const isOwn = 'inCluster' in identity && !caData;
  return {
    server,
    caData,
    caFile: isOwn ? IN_CLUSTER_AUTHORITY_FILE : undefined,
  };
}

/**
 * Where learners' kubectl reaches a cluster, when that is said beside it.
 *
 * @throws InputError that names the key.
 */
export function readKubectl(
  entry: Config,
  key: string,
): TrainingClusterOptions['kubectl'] {
  const server = entry.getOptionalString('server');
  const caData = readAuthority(entry, key);
  if (server === undefined) {
    if (caData === undefined) return undefined;
    throw new InputError(`${key}.caData: expected together with server only`);
  }
  assertHttps(server, `${key}.server`);
  return { server, caData };
}

function assertHttps(server: string, key: string): void {
  if (!URL.canParse(server) || new URL(server).protocol !== 'https:') {
    throw new InputError(
      `${key}: expected an https address for a training cluster, got '${server}'`,
    );
  }
}

function readAuthority(config: Config, key: string): string | undefined {
  const caData = config.getOptionalString('caData');
  if (caData !== undefined && !isCertificate(caData)) {
    throw new InputError(
      `${key}.caData: expected a PEM certificate in base64, as in a kubeconfig`,
    );
  }
  return caData;
}

function isCertificate(base64: string): boolean {
  return Buffer.from(base64, 'base64')
    .toString('latin1')
    .includes('-----BEGIN CERTIFICATE-----');
}
