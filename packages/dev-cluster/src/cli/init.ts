import { mkdirSync } from 'node:fs';
import { binaryPath, clusterBinaries } from '../binaries/binarySet';
import type { NodeKind } from '../binaries/types';
import { ensureClusterPki } from '../pki/clusterPki';
import { writeKubeconfigs } from '../pki/kubeconfig';
import { HostLink } from '../node/hostLink';
import { machineProbe } from '../node/machineProbe';
import { chooseLinkIndex, nodeNetwork, readAddressUses } from '../node/network';
import { assertRealNodePossible, type MachineProbe } from '../node/preflight';
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
  type ClusterPorts,
  type ClusterSettings,
} from '../state/settings';
import { StatusWriter } from '../state/status';

/** User and group of the static token with which the portal reads. */
const VIEWER_USER = 'backstage-kubernetes';

export interface InitOptions {
  stateDir: string;
  name: string;
  nodes: NodeKind;
  /** How the machine is asked whether a real node can run. */
  probe?: MachineProbe;
  /** Choose other ports or addresses when remembered ones are taken. */
  repairPorts: boolean;
}

/**
 * Writes everything that clients need to know, without any binary. Repeating
 * it keeps ports, authorities and tokens.
 *
 * @throws when nodes of that kind cannot run here, or the folder has a cluster
 * with others
 */
export async function initCluster(
  options: InitOptions,
): Promise<ClusterConnection> {
  const paths = clusterPaths(options.stateDir);
  mkdirSync(paths.root, { recursive: true, mode: PRIVATE_DIR_MODE });
  if (options.nodes === 'real') {
    assertRealNodePossible(paths.root, options.probe ?? machineProbe);
  }
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
  assertSameNodes(paths, options, existing);
  const { nodes } = options;
  const settings = existing
    ? await usableSettings(paths, existing, options.repairPorts && !running)
    : await createSettings(paths, options);
  await ensureClusterPki(
    paths.pki,
    settings.linkIndex === undefined
      ? undefined
      : nodeNetwork(settings.linkIndex).nodeAddress,
  );
  writeSettings(paths, settings);
  writeStaticTokens(paths, settings);
  const binaries = clusterBinaries(nodes);
  const connection = writeConnection(paths, settings, {
    binDir: binaries[0].binDir,
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

function assertSameNodes(
  paths: ClusterPaths,
  { nodes }: InitOptions,
  existing?: ClusterSettings,
): void {
  const { nodes: there = 'simulated' } = existing ?? { nodes };
  if (there !== nodes) {
    throw new Error(
      `The cluster in ${paths.root} has ${there} nodes. Choose another folder with --dir for one with ${nodes} nodes.`,
    );
  }
}

async function usableSettings(
  paths: ClusterPaths,
  settings: ClusterSettings,
  repair: boolean,
): Promise<ClusterSettings> {
  if (!repair) {
    return settings;
  }
  return settings.linkIndex === undefined
    ? { ...settings, ports: await usablePorts(settings.ports) }
    : { ...settings, linkIndex: usableLink(paths, settings.linkIndex) };
}

async function usablePorts(ports: ClusterPorts): Promise<ClusterPorts> {
  const free = await Promise.all(
    Object.values(ports).map(port => isPortFree(port)),
  );
  return free.every(Boolean) ? ports : pickClusterPorts();
}

function usableLink(paths: ClusterPaths, linkIndex: number): number {
  const network = nodeNetwork(linkIndex);
  const link = HostLink.create({ network, stateDir: paths.root });
  return link.findUse()
    ? chooseLinkIndex(paths.root, readAddressUses())
    : linkIndex;
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
