import { randomBytes } from 'node:crypto';
import { pickFreePorts } from '../process/ports';
import { readJson, writeJson } from './atomicFile';
import type { ClusterPaths } from './paths';

/** Loopback ports of the cluster. */
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
  ports: ClusterPorts;
  /** Static token of the user `backstage-kubernetes`. */
  viewerToken: string;
}

const VIEWER_TOKEN_BYTES = 32;

/** @returns undefined before the first `init` */
export function readSettings(paths: ClusterPaths): ClusterSettings | undefined {
  return readJson<ClusterSettings>(paths.settings);
}

/** Picks free ports and a random token. */
export async function createSettings(name: string): Promise<ClusterSettings> {
  return {
    name,
    ports: await pickClusterPorts(),
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
