import { createGoBuilder } from './build';
import { createDownloader } from './download';
import { findGo, MINIMUM_GO } from './goToolchain';
import { DOWNLOAD_BASE_VARIABLE, hasReleases, releaseHosts } from './releases';
import type { BinarySet, MakeBinary } from './types';

const WANTED_GO = `Go ${MINIMUM_GO.major}.${MINIMUM_GO.minor} or newer`;

/** A way to make binaries, with the verb that tells it. */
export interface Maker {
  verb: string;
  make: MakeBinary;
}

/**
 * Builds where a suitable Go is, downloads otherwise.
 *
 * @throws when neither is possible, saying what to install
 */
export async function chooseMaker(
  set: BinarySet,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Maker> {
  const go = await findGo(env);
  if (go.suitable) {
    return {
      verb: 'building',
      make: createGoBuilder({ moduleDir: set.moduleDir, go: go.command, env }),
    };
  }
  if (!hasReleases()) {
    throw new Error(
      `The cluster's binaries have to be built here, but ${go.reason}. Install ${WANTED_GO} (https://go.dev/dl) and run this again.`,
    );
  }
  return { verb: 'downloading', make: explained(env, go.reason) };
}

function explained(env: NodeJS.ProcessEnv, reason: string): MakeBinary {
  const download = createDownloader(releaseHosts(env));
  return async (tool, target, signal) => {
    try {
      await download(tool, target, signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw new Error(
        `${
          (error as Error).message
        }\nThe binaries cannot be built instead, because ${reason}. Install ${WANTED_GO} (https://go.dev/dl), or set ${DOWNLOAD_BASE_VARIABLE} to a mirror of the official releases, and run this again.`,
      );
    }
  };
}
