import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A process, told apart from a later one that got the same pid.
 */
export interface ProcessIdentity {
  pid: number;
  /** Opaque: equal for two readings of the same process only. */
  startTime: string;
}

/** Position of `starttime` in /proc/PID/stat, counted after the command name (proc_pid_stat(5)). */
const STAT_STATE = 0;
const STAT_START_TIME = 19;

/** @returns undefined when there is no such process, or only its zombie */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const startTime =
    process.platform === 'linux' ? linuxStartTime(pid) : psStartTime(pid);
  return startTime === undefined ? undefined : { pid, startTime };
}

/** Identity of this very process. */
export function ownIdentity(): ProcessIdentity {
  const own = identifyProcess(process.pid);
  if (!own) {
    throw new Error('Cannot read the start time of this process');
  }
  return own;
}

/** Whether the process still runs, and is not another one under a recycled pid. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.startTime === identity.startTime;
}

/** Pid of the first child of a process; undefined while it has none. Linux only. */
export function firstChild(pid: number): number | undefined {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return children ? parseInt(children, 10) : undefined;
  } catch {
    return undefined;
  }
}

function linuxStartTime(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The command name stands in brackets and may itself contain blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[STAT_STATE] === 'Z') {
    return undefined;
  }
  // Ticks since boot repeat after a reboot, so the boot belongs to the identity.
  return `${bootId()}/${fields[STAT_START_TIME]}`;
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

function psStartTime(pid: number): string | undefined {
  try {
    const line = execFileSync(
      'ps',
      ['-o', 'state=,lstart=', '-p', String(pid)],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    ).trim();
    const [state, ...started] = line.split(/\s+/);
    return state.startsWith('Z') ? undefined : started.join(' ');
  } catch {
    return undefined;
  }
}
