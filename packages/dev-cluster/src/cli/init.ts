import { mkdirSync } from 'node:fs';
import { binaryPath, controlPlaneBinaries } from '../binaries/binarySet';
import { ensureClusterPki } from '../pki/clusterPki';
import { writeKubeconfigs } from '../pki/kubeconfig';
import { FileLock } from '../process/lock';
import { isPortFree } from '../process/ports';
import { PRIVATE_DIR_MODE, writeFileAtomic } from '../state/atomicFile';
import { writeConnection, type ClusterConnection } from '../state/connection';
import { clusterPaths, type ClusterPaths } from '../state/paths';
import {
  createSettings,
  pickClusterPorts,
  readSettings,
  writeSettings,
  type ClusterSettings,
} from '../state/settings';
import { StatusWriter } from '../state/status';

/** User and group of the static token with which the portal reads. */
const VIEWER_USER = 'backstage-kubernetes';

export interface InitOptions {
  stateDir: string;
  name: string;
  /** Choose other ports when remembered ones are taken. */
  repairPorts: boolean;
}

/**
 * Writes everything that clients need to know, without any binary. Repeating
 * it keeps ports, authorities and tokens.
 */
export async function initCluster(
  options: InitOptions,
): Promise<ClusterConnection> {
  const paths = clusterPaths(options.stateDir);
  mkdirSync(paths.root, { recursive: true, mode: PRIVATE_DIR_MODE });
  const lock = await FileLock.acquire(paths.initLock);
  try {
    return await initLocked(paths, options);
  } finally {
    lock.release();
  }
}

async function initLocked(
  paths: ClusterPaths,
  options: InitOptions,
): Promise<ClusterConnection> {
  const running = FileLock.holder(paths.lock) !== undefined;
  const existing = readSettings(paths);
  const settings = existing ?? (await createSettings(options.name));
  if (existing && options.repairPorts && !running) {
    settings.ports = await usablePorts(existing);
  }
  await ensureClusterPki(paths.pki);
  writeSettings(paths, settings);
  writeStaticTokens(paths, settings);
  const binaries = controlPlaneBinaries();
  const connection = writeConnection(paths, settings, {
    binDir: binaries.binDir,
    kubectl: binaryPath(binaries, 'kubectl'),
  });
  writeKubeconfigs(paths, connection);
  if (!running) {
    StatusWriter.create(paths.status).enter({
      phase: 'building',
      message: 'the cluster is about to be started',
    });
  }
  return connection;
}

async function usablePorts(
  settings: ClusterSettings,
): Promise<ClusterSettings['ports']> {
  const free = await Promise.all(
    Object.values(settings.ports).map(port => isPortFree(port)),
  );
  return free.every(Boolean) ? settings.ports : pickClusterPorts();
}

/** Format of kube-apiserver's --token-auth-file: token, user, uid. */
function writeStaticTokens(
  paths: ClusterPaths,
  settings: ClusterSettings,
): void {
  writeFileAtomic(
    paths.staticTokens,
    `${settings.viewerToken},${VIEWER_USER},${VIEWER_USER}\n`,
  );
}
