import { statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { InputError } from '@backstage/errors';

/**
 * Finds the lessons folder. A relative path is looked for in the working
 * directory and then in each folder above it, since a backend starts in
 * `packages/backend` during development and at the root in production.
 *
 * @throws InputError that names the key when the folder is nowhere.
 */
export function resolveContentRoot(options: {
  path: string;
  cwd: string;
}): string {
  const { path, cwd } = options;
  const candidates = isAbsolute(path)
    ? [path]
    : ancestors(cwd).map(folder => join(folder, path));
  const root = candidates.find(isFolder);
  if (!root) {
    throw new InputError(
      `academy.content.path: expected an existing folder, got ${JSON.stringify(
        path,
      )}; looked for ${candidates.join(', ')}`,
    );
  }
  return root;
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
