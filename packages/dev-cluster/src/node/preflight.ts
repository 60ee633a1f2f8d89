import type { CgroupHierarchies } from './cgroups';

/** CNI plugins that the node's network uses. */
export const CNI_PLUGINS = ['ptp', 'host-local', 'loopback', 'portmap'];

/** What the node takes from the machine, and the Debian package that has it. */
const PROGRAMS: Array<[program: string, debianPackage: string]> = [
  ['runc', 'runc'],
  ['iptables', 'iptables'],
  ['ip', 'iproute2'],
  ['mount', 'mount'],
  ['unshare', 'util-linux'],
  ['nsenter', 'util-linux'],
  ['busybox', 'busybox-static'],
];
const CNI_PACKAGE = 'containernetworking-plugins';
const CONTROLLERS = ['cpu', 'cpuset', 'memory', 'pids'];
/** The node has a /run of its own, and these are the kernel's. */
const HIDDEN_DIRS = ['/run', '/proc', '/sys', '/dev'];

const WAY_WITHOUT =
  'Without it there are simulated nodes: --nodes simulated, on which pods get a status but no process.';

/** How the machine is asked; tests answer for it. */
export interface MachineProbe {
  platform: NodeJS.Platform;
  isRoot: boolean;
  hasProgram: (name: string) => boolean;
  hasCniPlugins: (names: string[]) => boolean;
  cgroups: () => CgroupHierarchies | undefined;
  /** Controllers that are mounted where cgroups can be made. */
  controllers: () => string[];
  /** Whether the folder's file system can hold the layers of containers. */
  canOverlay: (dir: string) => boolean;
}

/**
 * Asks whether a real node can run here, before anything is changed.
 *
 * @throws with one message that says what is missing, how to get it, and the
 * way without
 */
export function assertRealNodePossible(
  stateDir: string,
  probe: MachineProbe,
): void {
  const obstacle = findObstacle(stateDir, probe);
  if (obstacle) {
    throw new Error(`${obstacle}\n${WAY_WITHOUT}`);
  }
}

function findObstacle(
  stateDir: string,
  probe: MachineProbe,
): string | undefined {
  if (probe.platform !== 'linux') {
    return `A real node needs Linux; this is ${probe.platform}.`;
  }
  if (!probe.isRoot) {
    return 'A real node needs root: it makes namespaces, mounts and cgroups. Run the same command with sudo.';
  }
  const missing = missingParts(probe);
  if (missing.length > 0) {
    const packages = [...new Set(missing.map(part => part.debianPackage))];
    return `A real node needs ${missing
      .map(({ what }) => what)
      .join(
        ', ',
      )}, which this machine lacks. On Debian and Ubuntu: apt-get install ${packages.join(
      ' ',
    )}`;
  }
  return cgroupObstacle(probe) ?? stateDirObstacle(stateDir, probe);
}

function missingParts(
  probe: MachineProbe,
): Array<{ what: string; debianPackage: string }> {
  const programs = PROGRAMS.filter(([name]) => !probe.hasProgram(name)).map(
    ([what, debianPackage]) => ({ what, debianPackage }),
  );
  return probe.hasCniPlugins(CNI_PLUGINS)
    ? programs
    : [
        ...programs,
        {
          what: `the CNI plugins ${CNI_PLUGINS.join(', ')}`,
          debianPackage: CNI_PACKAGE,
        },
      ];
}

function cgroupObstacle(probe: MachineProbe): string | undefined {
  if (!probe.cgroups()) {
    return 'A real node needs cgroups, and none are mounted at /sys/fs/cgroup. In a container, start that with its own writable cgroups (docker run --privileged --cgroupns=private).';
  }
  const controllers = probe.controllers();
  const missing = CONTROLLERS.filter(name => !controllers.includes(name));
  return missing.length > 0
    ? `A real node needs the cgroup controllers ${missing.join(
        ', ',
      )}, which are not there or not writable. In a container, start that with its own writable cgroups (docker run --privileged --cgroupns=private).`
    : undefined;
}

function stateDirObstacle(
  stateDir: string,
  probe: MachineProbe,
): string | undefined {
  if (HIDDEN_DIRS.some(dir => stateDir.startsWith(`${dir}/`))) {
    return `A real node cannot keep its files in ${stateDir}. Choose another folder with --dir.`;
  }
  return probe.canOverlay(stateDir)
    ? undefined
    : `The file system of ${stateDir} cannot hold containers: the kernel mounts no overlay on it (a container's own root file system is such a one). Choose a folder on an ordinary disk with --dir.`;
}
