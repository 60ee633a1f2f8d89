import { InputError } from '@backstage/errors';
import { candidatePaths } from '@kubernetes-academy/backstage-plugin-academy-node';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Finds a file that the config names; a relative path as {@link candidatePaths} says.
 *
 * @param options.later - the file may appear after the start: an embedded cluster writes it
 * @throws InputError that names the key when the file is nowhere.
 */
export function resolveFile(options: {
  path: string;
  key: string;
  cwd: string;
  later: boolean;
}): string {
  const { path, key, cwd, later } = options;
  const candidates = candidatePaths({ path, cwd });
  const found = candidates.find(file => existsSync(file));
  if (!found && !later) {
    throw new InputError(
      `${key}: expected an existing file, got "${path}"; looked for ${candidates.join(
        ', ',
      )}`,
    );
  }
  return found ?? resolve(cwd, path);
}
