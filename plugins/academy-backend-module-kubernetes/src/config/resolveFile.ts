import { InputError } from '@backstage/errors';
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';

/**
 * Finds a file that the config names. A relative path is looked for in the
 * working directory and then in each folder above it, since a backend starts
 * in `packages/backend` during development and at the root in production.
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
  const candidates = isAbsolute(path)
    ? [path]
    : ancestors(cwd).map(folder => join(folder, path));
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

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
