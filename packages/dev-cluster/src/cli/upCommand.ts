import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeKind } from '../binaries/types';
import { DOWNLOAD_BASE_VARIABLE } from '../binaries/releases';
import { readStatus } from '../state/status';
import { stopCluster } from './down';
import type { ProgramOptions } from './program';
import { createProgressPrinter } from './progress';
import { upCluster } from './up';

const WATCH_MS = 1_000;

/** Flags of `up`. */
export interface UpFlags {
  dir: string;
  name: string;
  nodes: NodeKind;
  detach?: boolean;
  manifests?: string;
  downloadBase?: string;
  /** False with --no-fsync. */
  fsync: boolean;
}

/**
 * `up`: what it started it stops again on Ctrl-C, unless detached from a ready
 * cluster. A cluster that it found it leaves alone.
 */
export async function runUp(
  flags: UpFlags,
  { self, print }: ProgramOptions,
): Promise<void> {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => interrupted.abort());
  }
  const { signal } = interrupted;
  const begun = Date.now();
  try {
    const { connection, started } = await upCluster({
      stateDir: flags.dir,
      name: flags.name,
      nodes: flags.nodes,
      workloads: flags.manifests && resolve(flags.manifests),
      noFsync: !flags.fsync,
      env: flags.downloadBase
        ? { ...process.env, [DOWNLOAD_BASE_VARIABLE]: flags.downloadBase }
        : process.env,
      self,
      onStatus: createProgressPrinter(print),
      signal,
    });
    const seconds = ((Date.now() - begun) / 1000).toFixed(1);
    print(
      `The cluster "${connection.name}" ${
        started ? 'is ready' : 'was running already'
      } at ${connection.server} (${seconds} s).\n`,
    );
    if (!flags.detach && started) {
      print('Ctrl-C stops it.\n');
      await whileRunning(flags.dir, signal);
    }
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
    print('The cluster is stopped.\n');
  }
}

/** @throws when it failed, or on the signal, having stopped it */
async function whileRunning(
  stateDir: string,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    try {
      await sleep(WATCH_MS, undefined, { signal });
    } catch (error) {
      await stopCluster({ stateDir });
      throw error;
    }
    const status = readStatus(stateDir);
    if (status?.phase === 'failed') {
      throw new Error(status.error ?? status.message);
    }
    if (!status || status.phase === 'stopped') {
      return;
    }
  }
}
