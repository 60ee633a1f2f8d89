import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Administrators' programs are not on every PATH. */
const ADMIN_DIRS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];
/** Where distributions put the CNI plugins. */
const CNI_DIRS = ['/usr/lib/cni', '/opt/cni/bin', '/usr/libexec/cni'];

/** The environment with a PATH on which administrators' programs are. */
export function withAdminPath(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const path = [env.PATH, ...ADMIN_DIRS].filter(Boolean).join(delimiter);
  return { ...env, PATH: path };
}

/** Path of a program, undefined when there is none. */
export function findProgram(
  name: string,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  return withAdminPath(env)
    .PATH?.split(delimiter)
    .map(dir => join(dir, name))
    .find(isExecutable);
}

/** Folder that has all these CNI plugins. */
export function findCniDir(plugins: string[]): string | undefined {
  return CNI_DIRS.find(dir =>
    plugins.every(plugin => isExecutable(join(dir, plugin))),
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
