import { linkSync, renameSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readJson, writeJson } from '../state/atomicFile';
import { isAlive, ownIdentity, type ProcessIdentity } from './identity';

const WAIT_POLL_MS = 200;

/**
 * A file that at most one living process owns. The owner may be killed at any
 * moment: its lock is void from then on, without any waiting time.
 */
export class FileLock {
  readonly #file: string;

  private constructor(file: string) {
    this.#file = file;
  }

  /** @returns the lock, or the process that holds it */
  static tryAcquire(file: string): FileLock | ProcessIdentity {
    const claim = `${file}.${process.pid}.claim`;
    writeJson(claim, ownIdentity());
    try {
      for (;;) {
        if (link(claim, file)) {
          return new FileLock(file);
        }
        const holder = readJson<ProcessIdentity>(file);
        if (holder && isAlive(holder)) {
          return holder;
        }
        if (holder) {
          removeVoid(file, holder);
        }
      }
    } finally {
      rmSync(claim, { force: true });
    }
  }

  /**
   * Waits for the lock.
   *
   * @param options.onWait - called once when another process holds it
   * @throws the signal's reason when aborted
   */
  static async acquire(
    file: string,
    options: {
      signal?: AbortSignal;
      onWait?: (holder: ProcessIdentity) => void;
    } = {},
  ): Promise<FileLock> {
    for (let waited = false; ; waited = true) {
      const result = FileLock.tryAcquire(file);
      if (result instanceof FileLock) {
        return result;
      }
      if (!waited) {
        options.onWait?.(result);
      }
      await sleep(WAIT_POLL_MS, undefined, { signal: options.signal });
    }
  }

  /** The living process that holds the lock, if any. */
  static holder(file: string): ProcessIdentity | undefined {
    const holder = readJson<ProcessIdentity>(file);
    return holder && isAlive(holder) ? holder : undefined;
  }

  release(): void {
    rmSync(this.#file, { force: true });
  }
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

/**
 * Takes a dead process's lock away. Another process may do the same at the
 * same time and already own the file, so what was taken is looked at again
 * and put back when it is not the dead one's.
 */
function removeVoid(file: string, dead: ProcessIdentity): void {
  const taken = `${file}.${process.pid}.void`;
  try {
    renameSync(file, taken);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return;
    }
    throw error;
  }
  const found = readJson<ProcessIdentity>(taken);
  if (found?.pid !== dead.pid || found.startTime !== dead.startTime) {
    link(taken, file);
  }
  rmSync(taken, { force: true });
}
