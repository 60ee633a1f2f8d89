import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_DIR } from '../binaries/binarySet';
import type { NodeKind } from '../binaries/types';
import { clusterPaths } from '../state/paths';
import { readSettings } from '../state/settings';

/** Beside the repository's package.json. */
const STATE_ROOT = join(PACKAGE_DIR, '..', '..', '.academy');

/** Folder below it, and name, unless others are given. */
const DEFAULTS: Record<NodeKind, { folder: string; name: string }> = {
  simulated: { folder: 'cluster', name: 'dev' },
  real: { folder: 'cluster-real', name: 'dev-real' },
};

/** Kinds of nodes, as the command line names them. */
export const NODE_KINDS = Object.keys(DEFAULTS) as NodeKind[];

/** Which cluster is meant; the folder decides when both are given. */
export interface ChoiceFlags {
  dir?: string;
  nodes?: NodeKind;
}

/** A cluster that is to be made or started. */
export interface ClusterChoice {
  dir: string;
  nodes: NodeKind;
  name: string;
}

/**
 * The one cluster that is to be made or started. A folder remembers its kind
 * of nodes.
 *
 * @param stateRoot - parent of the default folders
 */
export function chooseCluster(
  flags: ChoiceFlags & { name?: string },
  stateRoot: string = STATE_ROOT,
): ClusterChoice {
  const { dir } = flags;
  const remembered = dir ? readSettings(clusterPaths(dir))?.nodes : undefined;
  const nodes = flags.nodes ?? remembered ?? 'simulated';
  return {
    dir: dir ?? defaultDir(nodes, stateRoot),
    nodes,
    name: flags.name ?? DEFAULTS[nodes].name,
  };
}

/** The clusters that a command is about: all of this checkout, unless one is chosen. */
export function chosenDirs(
  { dir, nodes }: ChoiceFlags,
  stateRoot: string = STATE_ROOT,
): string[] {
  const chosen = dir ?? (nodes && defaultDir(nodes, stateRoot));
  if (chosen) {
    return [chosen];
  }
  const dirs = NODE_KINDS.map(kind => defaultDir(kind, stateRoot));
  const existing = dirs.filter(hasCluster);
  return existing.length > 0 ? existing : dirs.slice(0, 1);
}

/** @throws when there are several and none is chosen */
export function onlyChosenDir(
  flags: ChoiceFlags,
  stateRoot: string = STATE_ROOT,
): string {
  const [dir, ...others] = chosenDirs(flags, stateRoot);
  if (others.length > 0) {
    throw new Error(
      'There are two clusters. Choose one with --nodes simulated or --nodes real.',
    );
  }
  return dir;
}

function defaultDir(nodes: NodeKind, stateRoot: string): string {
  return join(stateRoot, DEFAULTS[nodes].folder);
}

function hasCluster(dir: string): boolean {
  return existsSync(clusterPaths(dir).settings);
}
