import { rmSync } from 'node:fs';
import { endProcess } from '../process/endProcess';
import { FileLock } from '../process/lock';
import { clusterPaths } from '../state/paths';
import { readStatus, StatusWriter } from '../state/status';
import { endLeftovers } from '../supervisor/leftovers';

/** Within this time a supervisor ends its components and itself. */
export const SUPERVISOR_GRACE_MS = 60_000;

export interface StopOptions {
  stateDir: string;
}

/**
 * Ends the supervisor, which ends the components. If it was killed, its
 * recorded components are ended instead. Nothing else is touched.
 *
 * @returns whether something ran
 */
export async function stopCluster(options: StopOptions): Promise<boolean> {
  const paths = clusterPaths(options.stateDir);
  const supervisor = FileLock.holder(paths.lock);
  const stopped = supervisor
    ? await endProcess(supervisor, { graceMs: SUPERVISOR_GRACE_MS })
    : false;
  const leftovers = await endLeftovers(paths);
  const phase = readStatus(paths.root)?.phase;
  if (phase !== undefined && phase !== 'stopped') {
    StatusWriter.create(paths.status).enter({
      phase: 'stopped',
      message: 'the cluster is stopped',
    });
  }
  return stopped || leftovers;
}

/** Stops the cluster and forgets its content. Ports and name stay. */
export async function resetCluster(options: StopOptions): Promise<void> {
  await stopCluster(options);
  const paths = clusterPaths(options.stateDir);
  for (const path of [
    paths.connection,
    paths.etcdData,
    paths.pki,
    paths.kubeconfigs,
    paths.academyToken,
    paths.prepared,
    paths.logs,
    paths.node,
  ]) {
    rmSync(path, { recursive: true, force: true });
  }
}
