import { createGoBuilder } from './build';
import { createDownloader } from './download';
import { findGo, MINIMUM_GO } from './goToolchain';
import { DOWNLOAD_BASE_VARIABLE, hasReleases, releaseHosts } from './releases';
import type { Tool } from './tools';
import type { MakeBinary } from './types';

const WANTED_GO = `Go ${MINIMUM_GO.major}.${MINIMUM_GO.minor} or newer`;

/** A way to make binaries, with the verb that tells it. */
export interface Maker {
  verb: string;
  make: MakeBinary;
}

/**
 * Builds where a suitable Go is, downloads otherwise.
 *
 * @param tools - what is to be made
 * @throws when neither is possible for all of them, saying what to install
 */
export async function chooseMaker(
  tools: Tool[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Maker> {
  const go = await findGo(env);
  if (go.suitable) {
    return {
      verb: 'building',
      make: createGoBuilder({ go: go.command, env }),
    };
  }
  if (!hasReleases()) {
    throw new Error(
      `The cluster's binaries have to be built here, but ${go.reason}. Install ${WANTED_GO} (https://go.dev/dl) and run this again.`,
    );
  }
  const unpublished = tools.filter(({ origin }) => !origin);
  if (unpublished.length > 0) {
    const names = unpublished.map(({ name }) => name).join(', ');
    throw new Error(
      `${names} can only be built, nobody publishes a program, and ${go.reason}. Install ${WANTED_GO} (https://go.dev/dl) and run this again, or do without a real node: --nodes simulated.`,
    );
  }
  return { verb: 'downloading', make: explained(env, go.reason) };
}

function explained(env: NodeJS.ProcessEnv, reason: string): MakeBinary {
  const download = createDownloader(releaseHosts(env));
  return async order => {
    try {
      await download(order);
    } catch (error) {
      order.signal?.throwIfAborted();
      throw new Error(
        `${
          (error as Error).message
        }\nThe binaries cannot be built instead, because ${reason}. Install ${WANTED_GO} (https://go.dev/dl), or set ${DOWNLOAD_BASE_VARIABLE} to a mirror of the official releases, and run this again.`,
      );
    }
  };
}
