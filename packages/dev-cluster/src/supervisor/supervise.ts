import { clusterBinaries } from '../binaries/binarySet';
import { chooseMaker } from '../binaries/maker';
import { RealNode } from '../node/RealNode';
import { FileLock } from '../process/lock';
import { readConnection } from '../state/connection';
import { clusterPaths } from '../state/paths';
import { readSettings } from '../state/settings';
import { StatusWriter } from '../state/status';
import { ClusterSupervisor } from './ClusterSupervisor';
import { endLeftovers } from './leftovers';

export interface SuperviseOptions {
  stateDir: string;
  workloads?: string;
  noFsync?: boolean;
  /** Aborted when the cluster shall end. */
  signal: AbortSignal;
}

/**
 * Brings the cluster up and stays until the signal is aborted. The one
 * process that does this for a state directory is the only writer of its
 * status; a second one returns at once.
 */
export async function supervise(options: SuperviseOptions): Promise<void> {
  const paths = clusterPaths(options.stateDir);
  const lock = FileLock.tryAcquire(paths.lock);
  if (!(lock instanceof FileLock)) {
    return;
  }
  const status = StatusWriter.create(paths.status);
  try {
    const settings = readSettings(paths);
    if (!settings) {
      throw new Error(`There is no cluster in ${paths.root}`);
    }
    await endLeftovers(paths);
    const { nodes = 'simulated', linkIndex } = settings;
    const binaries = clusterBinaries(nodes);
    const node =
      linkIndex === undefined
        ? undefined
        : RealNode.create({ paths, linkIndex, binaries });
    await ClusterSupervisor.create({
      paths,
      ports: settings.ports,
      connection: readConnection(paths.root),
      binaries,
      maker: chooseMaker,
      status,
      node,
      workloads: options.workloads,
      noFsync: options.noFsync,
    }).run(options.signal);
    status.enter({ phase: 'stopped', message: 'the cluster is stopped' });
  } catch (error) {
    status.enter({
      phase: 'failed',
      message: 'the cluster could not be started',
      error: (error as Error).message,
    });
    throw error;
  } finally {
    await endLeftovers(paths);
    lock.release();
  }
}
