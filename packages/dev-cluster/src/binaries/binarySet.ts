import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import {
  CONTAINERD_TOOLS,
  COREDNS_TOOLS,
  LOCAL_PATH_PROVISIONER_TOOLS,
  METRICS_SERVER_TOOLS,
  NODE_TOOLS,
} from './nodeTools';
import { CONTROL_PLANE_TOOLS, type Tool } from './tools';
import type { BinarySet, BinarySets, NodeKind } from './types';

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

/** What a cluster needs, by module; the control plane's first. */
const MODULES: Record<NodeKind, Array<[module: string, tools: Tool[]]>> = {
  simulated: [['control-plane', CONTROL_PLANE_TOOLS]],
  real: [
    ['control-plane', CONTROL_PLANE_TOOLS],
    ['control-plane', NODE_TOOLS],
    ['containerd', CONTAINERD_TOOLS],
    ['coredns', COREDNS_TOOLS],
    ['metrics-server', METRICS_SERVER_TOOLS],
    ['local-path-provisioner', LOCAL_PATH_PROVISIONER_TOOLS],
  ],
};

/**
 * The binaries of a cluster. Nothing is read but go.mod and go.sum. The
 * control plane's set is the same for both kinds.
 */
export function clusterBinaries(
  nodes: NodeKind,
  env: NodeJS.ProcessEnv = process.env,
): BinarySets {
  return MODULES[nodes].map(([module, tools]) => {
    const moduleDir = join(PACKAGE_DIR, 'go', module);
    const key = binaryCacheKey(moduleDir, tools);
    return { tools, moduleDir, binDir: join(cacheRoot(env), 'bin', key) };
  });
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
    hash.update(tool.tags?.join() ?? '');
  }
  return hash.digest('hex').slice(0, KEY_LENGTH);
}

/**
 * Path of one binary.
 *
 * @throws when no set has it
 */
export function binaryPath(sets: BinarySets, name: string): string {
  const set = sets.find(({ tools }) => tools.some(tool => tool.name === name));
  if (!set) {
    throw new Error(`${name} is not among the cluster's binaries`);
  }
  return join(set.binDir, name);
}

/** The folders of all sets, as a PATH has them. */
export function searchPath(sets: BinarySets): string {
  return sets.map(({ binDir }) => binDir).join(delimiter);
}

/** Tools that are not there yet. A file under its final name is complete. */
export function missingTools(set: BinarySet): Tool[] {
  return set.tools.filter(tool => !existsSync(join(set.binDir, tool.name)));
}
