import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, type ProcessIdentity } from './identity';

const POLL_MS = 25;
const KILL_GRACE_MS = 5_000;

export interface EndProcessOptions {
  /** How long it may take to end by itself after SIGTERM. */
  graceMs: number;
}

/**
 * Ends exactly this process: SIGTERM, then SIGKILL. A process that already
 * ended is left alone, also when its pid belongs to another one by now.
 *
 * @returns whether there was something to end
 * @throws when it survives SIGKILL
 */
export async function endProcess(
  identity: ProcessIdentity,
  options: EndProcessOptions,
): Promise<boolean> {
  if (!isAlive(identity)) {
    return false;
  }
  for (const [signal, patienceMs] of [
    ['SIGTERM', options.graceMs],
    ['SIGKILL', KILL_GRACE_MS],
  ] as const) {
    if (!sendSignal(identity.pid, signal)) {
      return true;
    }
    if (await hasEnded(identity, patienceMs)) {
      return true;
    }
  }
  throw new Error(`Process ${identity.pid} does not end`);
}

function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') {
      return false;
    }
    throw error;
  }
}

async function hasEnded(
  identity: ProcessIdentity,
  patienceMs: number,
): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += POLL_MS) {
    await sleep(POLL_MS);
    if (!isAlive(identity)) {
      return true;
    }
  }
  return false;
}
