import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { BackendIdentity } from '@kubernetes-academy/backstage-plugin-academy-node';
import { refuseUnknownKeys } from './refuseUnknownKeys';
import { resolveFile } from './resolveFile';

/**
 * With which token the Academy makes sandboxes.
 *
 * @throws InputError that names the key, never the token.
 */
export function readIdentity(options: {
  /** One of `academy.trainingClusters`. */
  entry: Config;
  key: string;
  cwd: string;
  /** The file may appear after the start. */
  later: boolean;
}): BackendIdentity {
  const { cwd, later } = options;
  const key = `${options.key}.identity`;
  const identity = options.entry.getConfig('identity');
  refuseUnknownKeys(identity, key, ['token', 'tokenFile']);

  const token = identity.getOptionalString('token')?.trim();
  const path = identity.getOptionalString('tokenFile');
  if (Boolean(token) === Boolean(path)) {
    throw new InputError(`${key}: expected exactly one of token and tokenFile`);
  }
  return token
    ? { token }
    : {
        tokenFile: resolveFile({
          path: path!,
          key: `${key}.tokenFile`,
          cwd,
          later,
        }),
      };
}
