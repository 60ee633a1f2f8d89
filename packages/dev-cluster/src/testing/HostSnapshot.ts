import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cgroupsBelow, nodeCgroupName } from '../node/cgroups';
import { withAdminPath } from '../node/programs';

/** What programs set for a whole machine, or a cluster could. */
const SYSCTLS =
  '^(vm\\.|kernel\\.(panic|keys)|fs\\.(inotify|may_detach)|net\\.(bridge|ipv4\\.(ip_forward|conf)|ipv6\\.conf|netfilter\\.nf_conntrack_max))';
/** Folders in which container runtimes leave things. */
const DIRS = ['/run', '/var/lib', '/var/log', '/etc', '/opt', '/etc/cni'];

/** What a cluster could leave on this machine, as lines of text by kind. */
export type HostSnapshot = Record<string, string[]>;

/**
 * Takes a picture of the machine. Clusters with real nodes that others run
 * beside it are left out: they may come and go.
 *
 * @param stateDir - of the cluster in question
 */
export function takeHostSnapshot(stateDir: string): HostSnapshot {
  const others = otherLinks(stateDir);
  const lines = (text: string) =>
    text
      .split('\n')
      .filter(line => line && !line.startsWith('#'))
      .filter(line => !others.some(link => line.includes(link)))
      .map(line => line.trim())
      .sort();
  return {
    mounts: lines(readFileSync('/proc/self/mounts', 'utf8')),
    links: lines(output('ip', '-oneline', 'link')).map(withoutNumbers),
    addresses: lines(output('ip', '-oneline', 'address')).map(withoutNumbers),
    routes: lines(output('ip', 'route', 'show', 'table', 'all')),
    rules: lines(output('ip', 'rule')),
    iptables: lines(output('iptables-save')),
    namespaces: lines(output('ip', 'netns', 'list')),
    cgroups: cgroupsBelow('/sys/fs/cgroup')
      .filter(dir => !isOfOtherCluster(dir, stateDir))
      .sort(),
    sysctls: lines(output('sysctl', '--all', '--pattern', SYSCTLS)),
    files: DIRS.flatMap(listDir).sort(),
    processes: lines(output('ps', '-eo', 'args')).filter(
      line => line.includes(stateDir) && !line.includes('jest'),
    ),
  };
}

/** What differs, by kind; empty for equal pictures. */
export function compareSnapshots(
  before: HostSnapshot,
  after: HostSnapshot,
): HostSnapshot {
  const changes = Object.keys(before).map(kind => [
    kind,
    [
      ...missing(before[kind], after[kind]).map(line => `- ${line}`),
      ...missing(after[kind], before[kind]).map(line => `+ ${line}`),
    ],
  ]);
  return Object.fromEntries(changes.filter(([, lines]) => lines.length > 0));
}

function missing(lines: string[], from: string[]): string[] {
  return lines.filter(line => !from.includes(line));
}

/** Links that say which other cluster they belong to. */
function otherLinks(stateDir: string): string[] {
  return output('ip', '-oneline', 'link')
    .split('\n')
    .filter(line => line.includes('alias academy-'))
    .filter(line => !line.includes(`alias ${nodeCgroupName(stateDir)}`))
    .map(line => line.split(/[:@\s]+/)[1]);
}

function isOfOtherCluster(cgroup: string, stateDir: string): boolean {
  return (
    cgroup.includes('/academy-') && !cgroup.includes(nodeCgroupName(stateDir))
  );
}

/** They count the links of the machine since its start. */
function withoutNumbers(line: string): string {
  return line.replace(/^\d+: /, '');
}

function listDir(dir: string): string[] {
  try {
    return readdirSync(dir).map(name => join(dir, name));
  } catch {
    return [];
  }
}

function output(program: string, ...args: string[]): string {
  return execFileSync(program, args, {
    encoding: 'utf8',
    env: withAdminPath(process.env),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
