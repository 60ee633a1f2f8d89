import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { BackendIdentity } from '@kubernetes-academy/backstage-plugin-academy-node';
import { IN_CLUSTER_TOKEN_FILE } from '@kubernetes-academy/lab-engine';
import { refuseUnknownKeys } from './refuseUnknownKeys';
import { resolveFile } from './resolveFile';

/** Each kind of identity and the keys that it consists of. */
const KINDS = [
  ['token'],
  ['tokenFile'],
  ['certificateFile', 'keyFile'],
  ['kubeconfig', 'context'],
  ['inCluster'],
];
const KINDS_IN_WORDS = KINDS.map(keys => keys.join(' with ')).join(', ');

/**
 * Who the Academy is where it makes sandboxes.
 *
 * @throws InputError that names the key, never the token.
 */
export function readIdentity(options: {
  /** One of `academy.trainingClusters`. */
  entry: Config;
  key: string;
  cwd: string;
  /** Files may appear after the start. */
  later: boolean;
}): BackendIdentity {
  const { cwd, later } = options;
  const key = `${options.key}.identity`;
  const identity = options.entry.getConfig('identity');
  refuseUnknownKeys(identity, key, KINDS.flat());
  const given = KINDS.filter(keys => keys.some(name => identity.has(name)));
  if (given.length !== 1) {
    throw new InputError(`${key}: expected exactly one of ${KINDS_IN_WORDS}`);
  }
  const text = (name: string) => {
    const value = identity.getOptionalString(name)?.trim();
    if (!value) throw new InputError(`${key}.${name}: expected a text`);
    return value;
  };
  const file = (name: string) =>
    resolveFile({ path: text(name), key: `${key}.${name}`, cwd, later });

  switch (given[0][0]) {
    case 'token':
      return { token: text('token') };
    case 'tokenFile':
      return { tokenFile: file('tokenFile') };
    case 'certificateFile':
      return {
        certificateFile: file('certificateFile'),
        keyFile: file('keyFile'),
      };
    case 'kubeconfig':
      return { kubeconfig: file('kubeconfig'), context: text('context') };
    default:
      return readInCluster(identity, key, cwd);
  }
}

function readInCluster(
  identity: Config,
  parentKey: string,
  cwd: string,
): BackendIdentity {
  const key = `${parentKey}.inCluster`;
  if (!identity.getBoolean('inCluster')) {
    throw new InputError(`${key}: expected true, or another identity`);
  }
  resolveFile({ path: IN_CLUSTER_TOKEN_FILE, key, cwd, later: false });
  return { inCluster: true };
}
