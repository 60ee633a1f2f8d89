import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeKind } from '../binaries/types';
import { trainingManifests } from '../prepare/manifests';
import { refreshPreparation } from '../prepare/prepareCluster';
import { endProcess } from '../process/endProcess';
import { identifyProcess, type ProcessIdentity } from '../process/identity';
import { FileLock } from '../process/lock';
import { PRIVATE_DIR_MODE, PRIVATE_FILE_MODE } from '../state/atomicFile';
import { readConnection, type ClusterConnection } from '../state/connection';
import { clusterPaths, logPath, type ClusterPaths } from '../state/paths';
import { readStatus, type ClusterStatus } from '../state/status';
import { stopCluster, SUPERVISOR_GRACE_MS } from './down';
import { initCluster } from './init';

const POLL_MS = 100;
/** A supervisor has to show up within this time. */
const APPEAR_TIMEOUT_MS = 30_000;

export interface UpOptions {
  stateDir: string;
  name: string;
  nodes: NodeKind;
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
  trainingManifests(options.nodes, options.workloads);
  if (FileLock.holder(paths.lock)) {
    return findCluster(paths, options);
  }
  await initCluster({ ...options, repairPorts: false });
  const supervisor = spawnSupervisor(paths, options);
  try {
    await untilReady(paths, options);
  } catch (error) {
    if (options.signal?.aborted) {
      await endStarted(paths, supervisor);
    }
    throw error;
  }
  return { connection: readConnection(paths.root), started: true };
}

async function findCluster(
  paths: ClusterPaths,
  options: UpOptions,
): Promise<UpResult> {
  const connection = readConnection(paths.root);
  const { workloads, signal } = options;
  const wasReady = readStatus(paths.root)?.phase === 'ready';
  await untilReady(paths, options);
  if (wasReady) {
    await refreshPreparation({ connection, paths, workloads, signal });
  }
  return { connection, started: false };
}

/** The supervisor may be too young to hold its lock, so it is ended by its own identity. */
async function endStarted(
  paths: ClusterPaths,
  supervisor: ProcessIdentity | undefined,
): Promise<void> {
  if (supervisor) {
    await endProcess(supervisor, { graceMs: SUPERVISOR_GRACE_MS });
  }
  if (!FileLock.holder(paths.lock)) {
    await stopCluster({ stateDir: paths.root });
  }
}

/** In a session of its own: it outlives this process and its terminal. */
function spawnSupervisor(
  paths: ClusterPaths,
  options: UpOptions,
): ProcessIdentity | undefined {
  mkdirSync(paths.logs, { recursive: true, mode: PRIVATE_DIR_MODE });
  const log = openSync(logPath(paths, 'supervisor'), 'a', PRIVATE_FILE_MODE);
  const supervisor = spawn(
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
  );
  supervisor.unref();
  closeSync(log);
  return supervisor.pid ? identifyProcess(supervisor.pid) : undefined;
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
