import { join, resolve } from 'node:path';

/** Where everything of one cluster lies, below its state directory. */
export interface ClusterPaths {
  root: string;
  /** Name, ports and the viewer's token: what must survive a reset. */
  settings: string;
  connection: string;
  status: string;
  /** Identity of the supervisor that owns the cluster; exists while one runs. */
  lock: string;
  /** Held while `init` writes. */
  initLock: string;
  /** Identities of the running components, for a successor of a killed supervisor. */
  processes: string;
  /** Digest of what was applied last. */
  prepared: string;
  pki: string;
  kubeconfigs: string;
  logs: string;
  etcdData: string;
  staticTokens: string;
  kwokConfig: string;
  /** What every simulated container is said to have printed. */
  simulatedLog: string;
  academyToken: string;
  /** What the real node keeps; see `nodePaths`. */
  node: string;
}

/** @param stateDir - relative paths are taken from the current directory */
export function clusterPaths(stateDir: string): ClusterPaths {
  const root = resolve(stateDir);
  return {
    root,
    settings: join(root, 'cluster.json'),
    connection: join(root, 'connection.json'),
    status: join(root, 'status.json'),
    lock: join(root, 'supervisor.lock'),
    initLock: join(root, 'init.lock'),
    processes: join(root, 'processes.json'),
    prepared: join(root, 'prepared.json'),
    pki: join(root, 'pki'),
    kubeconfigs: join(root, 'kubeconfigs'),
    logs: join(root, 'logs'),
    etcdData: join(root, 'etcd'),
    staticTokens: join(root, 'pki', 'static-tokens.csv'),
    kwokConfig: join(root, 'kwok.yaml'),
    simulatedLog: join(root, 'simulated.log'),
    academyToken: join(root, 'academy.token'),
    node: join(root, 'node'),
  };
}

/** Kubeconfig file of one identity. */
export function kubeconfigPath(paths: ClusterPaths, identity: string): string {
  return join(paths.kubeconfigs, `${identity}.kubeconfig`);
}

/** Log file of one component or of the supervisor. */
export function logPath(paths: ClusterPaths, component: string): string {
  return join(paths.logs, `${component}.log`);
}
