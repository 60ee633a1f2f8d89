import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FileLock } from '../process/lock';
import { binaryPath, missingTools } from './binarySet';
import type { Maker } from './maker';
import type { BinaryProgress, BinarySet } from './types';

const EXECUTABLE_MODE = 0o755;
const UNFINISHED = '.unfinished-';

export interface EnsureBinariesOptions {
  set: BinarySet;
  /** Asked for only when something is missing. */
  maker: () => Promise<Maker>;
  onProgress?: (progress: BinaryProgress) => void;
  signal?: AbortSignal;
}

/**
 * Makes the binaries that are missing, one at a time, each under a temporary
 * name until it is complete. Of several callers on this machine one makes
 * them, the others wait and find them.
 *
 * @throws when one cannot be made, or the signal's reason when aborted
 */
export async function ensureBinaries(
  options: EnsureBinariesOptions,
): Promise<void> {
  const { set, signal } = options;
  if (missingTools(set).length === 0) {
    return;
  }
  mkdirSync(set.binDir, { recursive: true });
  const lock = await FileLock.acquire(join(set.binDir, 'making.lock'), {
    signal,
    onWait: holder =>
      options.onProgress?.({
        what: `waiting for process ${holder.pid}, which makes the same binaries`,
        step: 1,
        steps: set.tools.length,
      }),
  });
  try {
    removeUnfinished(set);
    await makeMissing(options);
  } finally {
    removeUnfinished(set);
    lock.release();
  }
}

async function makeMissing(options: EnsureBinariesOptions): Promise<void> {
  const { set, signal } = options;
  const missing = missingTools(set);
  if (missing.length === 0) {
    return;
  }
  const { verb, make } = await options.maker();
  for (const tool of missing) {
    options.onProgress?.({
      what: `${verb} ${tool.name}`,
      step: set.tools.indexOf(tool) + 1,
      steps: set.tools.length,
      usualMs: tool.usualBuildMs,
    });
    // The pid keeps it apart from what a killed maker's compiler may still write.
    const unfinished = join(
      set.binDir,
      `${UNFINISHED}${tool.name}-${process.pid}`,
    );
    await make(tool, unfinished, signal);
    chmodSync(unfinished, EXECUTABLE_MODE);
    renameSync(unfinished, binaryPath(set, tool.name));
  }
}

/** Called by the lock's owner only. */
function removeUnfinished(set: BinarySet): void {
  for (const name of readdirSync(set.binDir)) {
    if (name.startsWith(UNFINISHED)) {
      rmSync(join(set.binDir, name), { force: true, recursive: true });
    }
  }
}
