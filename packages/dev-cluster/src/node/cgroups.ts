import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const KEY_LENGTH = 8;
const POLL_MS = 20;
const REMOVE_TIMEOUT_MS = 10_000;
const UNIFIED_CONTROLLERS = ['cpu', 'cpuset', 'io', 'memory', 'pids'];
const CPUSET_FILES = ['cpuset.cpus', 'cpuset.mems'];

/** Fields of /proc/PID/mountinfo (proc_pid_mountinfo(5)). */
const MOUNT_POINT = 4;

/** Name of the cgroup of one cluster, below the top of each hierarchy. */
export function nodeCgroupName(stateDir: string): string {
  const hash = createHash('sha256').update(stateDir).digest('hex');
  return `academy-${hash.slice(0, KEY_LENGTH)}`;
}

/** Where the machine keeps its cgroups. */
export interface CgroupHierarchies {
  /** 1 also for the hybrid of both: the controllers are in version 1 then. */
  version: 1 | 2;
  /** Mount points; the hybrid's version 2 has no controllers, but members. */
  mounts: string[];
}

/**
 * @param mountInfo - content of /proc/self/mountinfo
 * @returns undefined when no cgroups are mounted
 */
export function parseHierarchies(
  mountInfo: string,
): CgroupHierarchies | undefined {
  const mounts = mountInfo
    .trim()
    .split('\n')
    .map(line => {
      const [mount, file] = line.split(' - ');
      return {
        point: mount.split(' ')[MOUNT_POINT],
        type: file?.split(' ')[0],
      };
    });
  const pointsOf = (type: string) =>
    mounts.filter(mount => mount.type === type).map(({ point }) => point);
  const separate = pointsOf('cgroup');
  const all = [...separate, ...pointsOf('cgroup2').slice(0, 1)];
  return all.length > 0
    ? { version: separate.length > 0 ? 1 : 2, mounts: all }
    : undefined;
}

/** See {@link parseHierarchies}. */
export function readHierarchies(): CgroupHierarchies | undefined {
  return parseHierarchies(readFileSync('/proc/self/mountinfo', 'utf8'));
}

/**
 * The cgroup of one cluster: `system` below it for what the supervisor starts,
 * and beside that what the kubelet makes for pods. Whoever is in it belongs to
 * the cluster, which is how leftovers are told from everybody else.
 */
export class NodeCgroup {
  readonly #hierarchies: CgroupHierarchies;
  readonly #name: string;

  private constructor(hierarchies: CgroupHierarchies, name: string) {
    this.#hierarchies = hierarchies;
    this.#name = name;
  }

  /** @param options.name - unique on this machine */
  static create(options: {
    hierarchies: CgroupHierarchies;
    name: string;
  }): NodeCgroup {
    return new NodeCgroup(options.hierarchies, options.name);
  }

  /** Path as containerd and the kubelet name it. */
  get path(): string {
    return `/${this.#name}`;
  }

  get systemPath(): string {
    return `${this.path}/system`;
  }

  get version(): 1 | 2 {
    return this.#hierarchies.version;
  }

  /** Files into which a process writes its pid to enter `system`. */
  get doors(): string[] {
    return this.#hierarchies.mounts.map(mount =>
      join(mount, this.systemPath, 'cgroup.procs'),
    );
  }

  /** Makes it in every hierarchy, which the kubelet demands. */
  make(): void {
    for (const mount of this.#hierarchies.mounts) {
      const top = join(mount, this.path);
      this.#makeOne(top, mount);
      this.#makeOne(join(mount, this.systemPath), top);
    }
  }

  /**
   * Ends whoever is in it, and removes it.
   *
   * @returns whether there was somebody
   * @throws when it cannot be emptied
   */
  async remove(): Promise<boolean> {
    const deadline = Date.now() + REMOVE_TIMEOUT_MS;
    let found = false;
    while (!this.#tryRemove()) {
      const members = this.#members();
      found ||= members.length > 0;
      members.forEach(kill);
      if (Date.now() > deadline) {
        throw new Error(
          `The cgroup ${this.path} cannot be removed; processes in it: ${
            members.join(', ') || 'none'
          }`,
        );
      }
      await sleep(POLL_MS);
    }
    return found;
  }

  #makeOne(dir: string, parent: string): void {
    if (this.#hierarchies.version === 2) {
      enableControllers(parent);
    }
    mkdirSync(dir, { recursive: true });
    for (const file of CPUSET_FILES) {
      // Version 1 begins with none at all, and then nobody may enter.
      if (this.#hierarchies.version === 1 && existsSync(join(dir, file))) {
        writeFileSync(join(dir, file), readFileSync(join(parent, file)));
      }
    }
  }

  #members(): number[] {
    const pids = this.#hierarchies.mounts.flatMap(mount =>
      cgroupsBelow(join(mount, this.path)).flatMap(readMembers),
    );
    return [...new Set(pids)];
  }

  #tryRemove(): boolean {
    return this.#hierarchies.mounts
      .map(mount => cgroupsBelow(join(mount, this.path)).map(tryRemoveDir))
      .flat()
      .every(Boolean);
  }
}

function enableControllers(dir: string): void {
  const read = (file: string) =>
    readFileSync(join(dir, file), 'utf8').trim().split(' ');
  const enabled = read('cgroup.subtree_control');
  const missing = read('cgroup.controllers').filter(
    name => UNIFIED_CONTROLLERS.includes(name) && !enabled.includes(name),
  );
  if (missing.length > 0) {
    writeFileSync(
      join(dir, 'cgroup.subtree_control'),
      missing.map(name => `+${name}`).join(' '),
    );
  }
}

/** The folder and all below it, the deepest first; none when it is not there. */
export function cgroupsBelow(dir: string): string[] {
  let children: string[];
  try {
    children = readdirSync(dir, { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(({ name }) => join(dir, name));
  } catch (error) {
    ignoreGone(error);
    return [];
  }
  return [...children.flatMap(cgroupsBelow), dir];
}

function readMembers(dir: string): number[] {
  try {
    return (
      readFileSync(join(dir, 'cgroup.procs'), 'utf8')
        .split('\n')
        .map(Number)
        // 0 stands for one that this namespace does not see.
        .filter(pid => pid > 0)
    );
  } catch (error) {
    ignoreGone(error);
    return [];
  }
}

function tryRemoveDir(dir: string): boolean {
  try {
    rmdirSync(dir);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EBUSY' || code === 'ENOTEMPTY') {
      return false;
    }
    ignoreGone(error);
    return true;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    ignoreGone(error);
  }
}

/** Cgroups and processes end at any moment (ENODEV: while the file was open). */
function ignoreGone(error: unknown): void {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'ESRCH' && code !== 'ENODEV') {
    throw error;
  }
}
