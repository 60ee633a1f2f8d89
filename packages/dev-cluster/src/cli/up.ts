import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { trainingManifests } from '../prepare/manifests';
import { refreshPreparation } from '../prepare/prepareCluster';
import { FileLock } from '../process/lock';
import { PRIVATE_DIR_MODE, PRIVATE_FILE_MODE } from '../state/atomicFile';
import { readConnection, type ClusterConnection } from '../state/connection';
import { clusterPaths, logPath, type ClusterPaths } from '../state/paths';
import { readStatus, type ClusterStatus } from '../state/status';
import { stopCluster } from './down';
import { initCluster } from './init';

const POLL_MS = 100;
/** A supervisor has to show up within this time. */
const APPEAR_TIMEOUT_MS = 30_000;

export interface UpOptions {
  stateDir: string;
  name: string;
  /** Absolute: the supervisor gets it too. */
  workloads?: string;
  noFsync?: boolean;
  env: NodeJS.ProcessEnv;
  /** Arguments for Node that run the program again. */
  self: string[];
  /** Called again and again until it is ready. */
  onStatus?: (status: ClusterStatus) => void;
  signal?: AbortSignal;
}

/** What `up` found or made. */
export interface UpResult {
  connection: ClusterConnection;
  /** False when a supervisor was there already. */
  started: boolean;
}

/**
 * Leaves a ready cluster behind, found or started. Aborted, it stops what it
 * started.
 *
 * @throws with the reason when it cannot be brought up
 */
export async function upCluster(options: UpOptions): Promise<UpResult> {
  const paths = clusterPaths(options.stateDir);
  trainingManifests(options.workloads);
  const found = FileLock.holder(paths.lock) !== undefined;
  if (!found) {
    await initCluster({ ...options, repairPorts: false });
    spawnSupervisor(paths, options);
  }
  const wasReady = found && readStatus(paths.root)?.phase === 'ready';
  try {
    await untilReady(paths, options);
  } catch (error) {
    if (options.signal?.aborted && !found) {
      await stopCluster(options);
    }
    throw error;
  }
  const connection = readConnection(paths.root);
  if (wasReady) {
    await refreshPreparation({
      connection,
      paths,
      workloads: options.workloads,
      signal: options.signal,
    });
  }
  return { connection, started: !found };
}

/** In a session of its own: it outlives this process and its terminal. */
function spawnSupervisor(paths: ClusterPaths, options: UpOptions): void {
  mkdirSync(paths.logs, { recursive: true, mode: PRIVATE_DIR_MODE });
  const log = openSync(logPath(paths, 'supervisor'), 'a', PRIVATE_FILE_MODE);
  spawn(
    process.execPath,
    [
      ...options.self,
      'supervise',
      '--dir',
      paths.root,
      ...(options.workloads ? ['--manifests', options.workloads] : []),
      ...(options.noFsync ? ['--no-fsync'] : []),
    ],
    { detached: true, stdio: ['ignore', log, log], env: options.env },
  ).unref();
  closeSync(log);
}

async function untilReady(
  paths: ClusterPaths,
  options: UpOptions,
): Promise<void> {
  const begun = Date.now();
  for (let appeared = false; ; ) {
    const alive = FileLock.holder(paths.lock) !== undefined;
    appeared ||= alive;
    const status = readStatus(paths.root);
    if (status?.phase === 'failed') {
      throw new Error(status.error ?? status.message);
    }
    if (status?.phase === 'ready' && alive) {
      return;
    }
    if (status) {
      options.onStatus?.(status);
    }
    if (!alive && (appeared || Date.now() - begun > APPEAR_TIMEOUT_MS)) {
      throw new Error(
        `The cluster was stopped while it was starting, see ${logPath(
          paths,
          'supervisor',
        )}`,
      );
    }
    await sleep(POLL_MS, undefined, { signal: options.signal });
  }
}
