import { randomBytes } from 'node:crypto';
import type { NodeKind } from '../binaries/types';
import { chooseLinkIndex, readAddressUses } from '../node/network';
import { pickFreePorts } from '../process/ports';
import { readJson, writeJson } from './atomicFile';
import type { ClusterPaths } from './paths';

/** Loopback ports of the cluster, of the machine's or of its own network. */
export interface ClusterPorts {
  apiServer: number;
  etcdClient: number;
  etcdPeer: number;
  /** Where the simulated kubelets answer. */
  kubelet: number;
}

/** What `init` decides once and every later command reads. */
export interface ClusterSettings {
  name: string;
  /** Absent in settings that are older than the choice: simulated. */
  nodes?: NodeKind;
  /** Which link leads to the real node, see `nodeNetwork`. */
  linkIndex?: number;
  ports: ClusterPorts;
  /** Static token of the user `backstage-kubernetes`. */
  viewerToken: string;
}

const VIEWER_TOKEN_BYTES = 32;

/** In a network of its own the usual ones are free. */
const PRIVATE_PORTS: ClusterPorts = {
  apiServer: 6443,
  etcdClient: 2379,
  etcdPeer: 2380,
  kubelet: 10247,
};

/** @returns undefined before the first `init` */
export function readSettings(paths: ClusterPaths): ClusterSettings | undefined {
  return readJson<ClusterSettings>(paths.settings);
}

/** Picks free ports or addresses, and a random token. */
export async function createSettings(
  paths: ClusterPaths,
  { name, nodes }: { name: string; nodes: NodeKind },
): Promise<ClusterSettings> {
  const place =
    nodes === 'real'
      ? {
          ports: PRIVATE_PORTS,
          linkIndex: chooseLinkIndex(paths.root, readAddressUses()),
        }
      : { ports: await pickClusterPorts() };
  return {
    name,
    nodes,
    ...place,
    viewerToken: randomBytes(VIEWER_TOKEN_BYTES).toString('base64url'),
  };
}

/** Ports that nobody listens on at this moment. */
export async function pickClusterPorts(): Promise<ClusterPorts> {
  const [apiServer, etcdClient, etcdPeer, kubelet] = await pickFreePorts(4);
  return { apiServer, etcdClient, etcdPeer, kubelet };
}

/** Stores the settings, readable by the owner only. */
export function writeSettings(
  paths: ClusterPaths,
  settings: ClusterSettings,
): void {
  writeJson(paths.settings, settings);
}
