import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FileLock } from '../process/lock';
import { missingTools } from './binarySet';
import type { Maker } from './maker';
import type { Tool } from './tools';
import type { BinaryProgress, BinarySet, BinarySets } from './types';

const EXECUTABLE_MODE = 0o755;
const UNFINISHED = '.unfinished-';

export interface EnsureBinariesOptions {
  sets: BinarySets;
  /** Given what is missing; not asked when nothing is. */
  maker: (missing: Tool[]) => Promise<Maker>;
  onProgress?: (progress: BinaryProgress) => void;
  signal?: AbortSignal;
}

/** One set, and how many tools the sets before it have. */
interface SetOptions extends EnsureBinariesOptions {
  set: BinarySet;
  before: number;
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
  let before = 0;
  for (const set of options.sets) {
    await ensureSet({ ...options, set, before });
    before += set.tools.length;
  }
}

async function ensureSet(options: SetOptions): Promise<void> {
  const { set, signal } = options;
  if (missingTools(set).length === 0) {
    return;
  }
  mkdirSync(set.binDir, { recursive: true });
  const lock = await FileLock.acquire(join(set.binDir, 'making.lock'), {
    signal,
    onWait: holder =>
      tell(options, 0, {
        what: `waiting for process ${holder.pid}, which makes the same binaries`,
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

async function makeMissing(options: SetOptions): Promise<void> {
  const { set, sets, signal } = options;
  const missing = missingTools(set);
  if (missing.length === 0) {
    return;
  }
  // All that is missing: whoever cannot make the last one need not begin.
  const { verb, make } = await options.maker(sets.flatMap(missingTools));
  for (const tool of missing) {
    tell(options, set.tools.indexOf(tool), {
      what: `${verb} ${tool.name}`,
      usualMs: tool.usualBuildMs,
    });
    // The pid keeps it apart from what a killed maker's compiler may still write.
    const unfinished = join(
      set.binDir,
      `${UNFINISHED}${tool.name}-${process.pid}`,
    );
    await make({ set, tool, target: unfinished, signal });
    chmodSync(unfinished, EXECUTABLE_MODE);
    renameSync(unfinished, join(set.binDir, tool.name));
  }
}

function tell(
  { sets, before, onProgress }: SetOptions,
  index: number,
  progress: Pick<BinaryProgress, 'what' | 'usualMs'>,
): void {
  const steps = sets.reduce((sum, { tools }) => sum + tools.length, 0);
  onProgress?.({ ...progress, step: before + index + 1, steps });
}

/** Called by the lock's owner only. */
function removeUnfinished(set: BinarySet): void {
  for (const name of readdirSync(set.binDir)) {
    if (name.startsWith(UNFINISHED)) {
      rmSync(join(set.binDir, name), { force: true, recursive: true });
    }
  }
}
