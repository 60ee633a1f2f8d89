import { nodeNetwork } from '../node/network';
import { readJson, writeJson } from './atomicFile';
import { clusterPaths, kubeconfigPath, type ClusterPaths } from './paths';
import type { ClusterSettings } from './settings';

/**
 * Everything that a client of the cluster needs. Paths are absolute.
 *
 * @public
 */
export interface ClusterConnection {
  /** Given at the first `init` or `up`. */
  name: string;
  /** With real nodes there is one beside the simulated ones. */
  nodes: 'simulated' | 'real';
  /** `https://127.0.0.1:PORT`, or an address of the link to the real node. */
  server: string;
  /** PEM file with the authority that signed the API server's certificate. */
  caFile: string;
  /** Kubeconfig of a cluster administrator. Never for the portal. */
  adminKubeconfig: string;
  /** Token of the ServiceAccount `backstage/academy`, renewed at every `up`. */
  academyTokenFile: string;
  /** See {@link ClusterStatus}. */
  statusFile: string;
  /** Read-only token of the user `backstage-kubernetes`. */
  viewerToken: string;
  /** Path of the kubectl that fits the cluster; exists once the binaries do. */
  kubectl: string;
  /** Folder of kubectl and the other binaries. */
  binDir: string;
}

/**
 * Reads how to reach the cluster. The cluster need not run.
 *
 * @param stateDir - the directory given to `init` or `up`
 * @throws when there is no cluster in that directory
 * @public
 */
export function readConnection(stateDir: string): ClusterConnection {
  const paths = clusterPaths(stateDir);
  const connection = readJson<ClusterConnection>(paths.connection);
  if (!connection) {
    throw new Error(
      `There is no cluster in ${paths.root}. Run "npm run cluster -- up" first.`,
    );
  }
  return { ...connection, nodes: connection.nodes ?? 'simulated' };
}

/** Derives and stores the connection. */
export function writeConnection(
  paths: ClusterPaths,
  settings: ClusterSettings,
  binaries: { binDir: string; kubectl: string },
): ClusterConnection {
  const connection: ClusterConnection = {
    name: settings.name,
    nodes: settings.nodes ?? 'simulated',
    server: `https://${apiServerAddress(settings)}:${settings.ports.apiServer}`,
    caFile: `${paths.pki}/ca.crt`,
    adminKubeconfig: kubeconfigPath(paths, 'admin'),
    academyTokenFile: paths.academyToken,
    statusFile: paths.status,
    viewerToken: settings.viewerToken,
    kubectl: binaries.kubectl,
    binDir: binaries.binDir,
  };
  writeJson(paths.connection, connection);
  return connection;
}

function apiServerAddress({ linkIndex }: ClusterSettings): string {
  return linkIndex === undefined
    ? '127.0.0.1'
    : nodeNetwork(linkIndex).nodeAddress;
}
