import { dirname, isAbsolute, join } from 'node:path';

/**
 * Where a path of the configuration may be, best first. A relative one is
 * looked for in the working directory and then in each folder above it, since
 * a backend starts in `packages/backend` during development and at the root in
 * production.
 *
 * @param options - `cwd` is an absolute path
 * @public
 */
export function candidatePaths(options: {
  path: string;
  cwd: string;
}): string[] {
  const { path, cwd } = options;
  return isAbsolute(path)
    ? [path]
    : ancestors(cwd).map(folder => join(folder, path));
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
