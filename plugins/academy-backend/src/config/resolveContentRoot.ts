import { statSync } from 'node:fs';
import { InputError } from '@backstage/errors';
import { candidatePaths } from '@kubernetes-academy/backstage-plugin-academy-node';

/**
 * Finds the lessons folder; a relative path as {@link candidatePaths} says.
 *
 * @throws InputError that names the key when the folder is nowhere.
 */
export function resolveContentRoot(options: {
  path: string;
  cwd: string;
}): string {
  const { path, cwd } = options;
  const candidates = candidatePaths({ path, cwd });
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

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
