import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { CONTROL_PLANE_TOOLS, type Tool } from './tools';
import type { BinarySet } from './types';

const KEY_LENGTH = 16;

/** Folder of this package: `go`, `stages` and `manifests` lie in it, from source and from `dist` alike. */
export const PACKAGE_DIR = resolve(
  require.resolve('@kubernetes-academy/dev-cluster/package.json'),
  '..',
);

/** Folder that survives a wiped checkout; `ACADEMY_CACHE_DIR` overrides it. */
export function cacheRoot(env: NodeJS.ProcessEnv = process.env): string {
  if (env.ACADEMY_CACHE_DIR) {
    return resolve(env.ACADEMY_CACHE_DIR);
  }
  const base = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'kubernetes-academy');
}

/** The binaries of the cluster. Nothing is read but go.mod and go.sum. */
export function controlPlaneBinaries(
  env: NodeJS.ProcessEnv = process.env,
): BinarySet {
  const moduleDir = join(PACKAGE_DIR, 'go', 'control-plane');
  const key = binaryCacheKey(moduleDir, CONTROL_PLANE_TOOLS);
  return {
    tools: CONTROL_PLANE_TOOLS,
    moduleDir,
    binDir: join(cacheRoot(env), 'bin', key),
  };
}

/** Same key, same binaries: modules, platform and flags decide. */
export function binaryCacheKey(moduleDir: string, tools: Tool[]): string {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) {
    hash.update(readFileSync(join(moduleDir, file)));
  }
  hash.update(`${process.platform}/${process.arch}`);
  for (const tool of tools) {
    hash.update(`\n${tool.name} ${tool.package} ${tool.ldflags}`);
  }
  return hash.digest('hex').slice(0, KEY_LENGTH);
}

/** Path of one binary of the set. */
export function binaryPath(set: BinarySet, name: string): string {
  return join(set.binDir, name);
}

/** Tools that are not there yet. A file under its final name is complete. */
export function missingTools(set: BinarySet): Tool[] {
  return set.tools.filter(tool => !existsSync(binaryPath(set, tool.name)));
}
