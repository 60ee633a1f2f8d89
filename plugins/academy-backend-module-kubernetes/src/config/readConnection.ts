import { InputError } from '@backstage/errors';
import type { TrainingClusterOptions } from '@kubernetes-academy/backstage-plugin-academy-node';
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
  cwd: string;
  /** Files may appear after the start. */
  later: boolean;
}): Pick<TrainingClusterOptions, 'server' | 'caData' | 'caFile'> {
  const { cwd, later } = options;
  const { config, key } = options.portal;

  const server = config.getString('url');
  if (!URL.canParse(server) || new URL(server).protocol !== 'https:') {
    throw new InputError(
      `${key}.url: expected an https address for a training cluster, got '${server}'`,
    );
  }
  if (config.getOptionalBoolean('skipTLSVerify')) {
    throw new InputError(
      `${key}.skipTLSVerify: expected false for a training cluster; give caData or caFile instead`,
    );
  }
  const caData = config.getOptionalString('caData');
  if (caData !== undefined && !isCertificate(caData)) {
    throw new InputError(
      `${key}.caData: expected a PEM certificate in base64, as in a kubeconfig`,
    );
  }
  const path = config.getOptionalString('caFile');
  const caFile =
    path && resolveFile({ path, key: `${key}.caFile`, cwd, later });
  return { server, caData, caFile };
}

function isCertificate(base64: string): boolean {
  return Buffer.from(base64, 'base64')
    .toString('latin1')
    .includes('-----BEGIN CERTIFICATE-----');
}
