import { join } from 'node:path';
import {
  KUBERNETES_SERVICE_ADDRESS,
  keyFiles,
  serviceAccountKeyFiles,
} from '../pki/clusterPki';
import { kubeconfigPath, type ClusterPaths } from '../state/paths';
import type { ClusterPorts } from '../state/settings';

/** One process to keep running. */
export interface ComponentSpec {
  name: string;
  command: string;
  args: string[];
  /** Replaces the supervisor's environment. */
  env?: NodeJS.ProcessEnv;
  /** The component is the only child of what the command starts. */
  isChild?: boolean;
}

export interface ComponentOptions {
  paths: ClusterPaths;
  ports: ClusterPorts;
  binDir: string;
  /** Of the real node, if there is one: everything runs in its network then. */
  nodeAddress?: string;
  /** Acknowledge writes before they are on the disk; for tests. */
  noFsync?: boolean;
}

const LOOPBACK = '127.0.0.1';
/** Addresses of Services. */
export const SERVICE_RANGE = `${KUBERNETES_SERVICE_ADDRESS.replace(
  /\.1$/,
  '.0',
)}/16`;
const ETCD_QUOTA_BYTES = 1024 * 1024 * 1024;
/** Simulated nodes report every ten minutes (stages/node.yaml). */
const NODE_GRACE_PERIOD = '1h';

/** Controllers that talk to a cloud, or hand out addresses which the node manifests fix. */
const CONTROLLERS = [
  '*',
  '-node-ipam-controller',
  '-node-route-controller',
  '-service-lb-controller',
  '-cloud-node-lifecycle-controller',
];

/** Nobody but programs on this machine comes here. */
const LOCAL_ONLY = {
  'bind-address': LOOPBACK,
  'advertise-address': LOOPBACK,
  // The Endpoints of the Service `kubernetes` may not be loopback addresses.
  'endpoint-reconciler-type': 'none',
  // The other addresses of a simulated node lead nowhere.
  'kubelet-preferred-address-types': 'InternalDNS',
};

/** The store. Clients and peers need certificates of etcd's own authority. */
export function etcd(options: ComponentOptions): ComponentSpec {
  const { paths, ports } = options;
  const client = `https://${LOOPBACK}:${ports.etcdClient}`;
  const peer = `https://${LOOPBACK}:${ports.etcdPeer}`;
  const keys = keyFiles(paths.pki, 'etcd');
  const authority = keyFiles(paths.pki, 'etcd-ca').certificate;
  return component(options, 'etcd', {
    name: 'academy',
    'data-dir': paths.etcdData,
    'listen-client-urls': client,
    'advertise-client-urls': client,
    'listen-peer-urls': peer,
    'initial-advertise-peer-urls': peer,
    'initial-cluster': `academy=${peer}`,
    'cert-file': keys.certificate,
    'key-file': keys.key,
    'client-cert-auth': 'true',
    'trusted-ca-file': authority,
    'peer-cert-file': keys.certificate,
    'peer-key-file': keys.key,
    'peer-client-cert-auth': 'true',
    'peer-trusted-ca-file': authority,
    'quota-backend-bytes': String(ETCD_QUOTA_BYTES),
    'auto-compaction-retention': '1h',
    'log-level': 'warn',
    ...(options.noFsync ? { 'unsafe-no-fsync': 'true' } : {}),
  });
}

/** The API server, with all default admission plugins. */
export function apiServer(options: ComponentOptions): ComponentSpec {
  const { paths, ports, nodeAddress } = options;
  const serving = keyFiles(paths.pki, 'kube-apiserver');
  const etcdClient = keyFiles(paths.pki, 'kube-apiserver-etcd-client');
  const frontProxy = keyFiles(paths.pki, 'front-proxy-client');
  const kubeletClient = keyFiles(paths.pki, 'kube-apiserver-kubelet-client');
  const accounts = serviceAccountKeyFiles(paths.pki);
  return component(options, 'kube-apiserver', {
    ...(nodeAddress ? reachableAt(nodeAddress) : LOCAL_ONLY),
    'secure-port': String(ports.apiServer),
    'tls-cert-file': serving.certificate,
    'tls-private-key-file': serving.key,
    'client-ca-file': keyFiles(paths.pki, 'ca').certificate,
    'etcd-servers': `https://${LOOPBACK}:${ports.etcdClient}`,
    'etcd-cafile': keyFiles(paths.pki, 'etcd-ca').certificate,
    'etcd-certfile': etcdClient.certificate,
    'etcd-keyfile': etcdClient.key,
    'anonymous-auth': 'false',
    'authorization-mode': 'Node,RBAC',
    'token-auth-file': paths.staticTokens,
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-key-file': accounts.publicKey,
    'service-account-signing-key-file': accounts.privateKey,
    'service-cluster-ip-range': SERVICE_RANGE,
    'requestheader-client-ca-file': keyFiles(paths.pki, 'front-proxy-ca')
      .certificate,
    'requestheader-allowed-names': 'front-proxy-client',
    'requestheader-username-headers': 'X-Remote-User',
    'requestheader-group-headers': 'X-Remote-Group',
    'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
    'proxy-client-cert-file': frontProxy.certificate,
    'proxy-client-key-file': frontProxy.key,
    'kubelet-certificate-authority': keyFiles(paths.pki, 'ca').certificate,
    'kubelet-client-certificate': kubeletClient.certificate,
    'kubelet-client-key': kubeletClient.key,
    // As everywhere: Pod Security, not this switch, refuses privileged pods.
    'allow-privileged': 'true',
    profiling: 'false',
  });
}

/** For pods, and for the machine. */
function reachableAt(nodeAddress: string): Record<string, string> {
  return {
    'bind-address': '0.0.0.0',
    'advertise-address': nodeAddress,
    // The first leads to kwok, and a real node has only the second.
    'kubelet-preferred-address-types': 'InternalDNS,InternalIP',
    'enable-admission-plugins': 'NodeRestriction',
  };
}

/** Short enough to watch a Deployment being scaled in a lesson. */
const QUICK_AUTOSCALING = {
  'horizontal-pod-autoscaler-sync-period': '5s',
  'horizontal-pod-autoscaler-cpu-initialization-period': '30s',
  'horizontal-pod-autoscaler-initial-readiness-delay': '10s',
  'horizontal-pod-autoscaler-downscale-stabilization': '60s',
};

/** Each controller acts with its own ServiceAccount. */
export function controllerManager(options: ComponentOptions): ComponentSpec {
  const { paths } = options;
  const authority = keyFiles(paths.pki, 'ca');
  return component(options, 'kube-controller-manager', {
    kubeconfig: kubeconfigPath(paths, 'kube-controller-manager'),
    controllers: CONTROLLERS.join(','),
    'use-service-account-credentials': 'true',
    'service-account-private-key-file': serviceAccountKeyFiles(paths.pki)
      .privateKey,
    'root-ca-file': authority.certificate,
    'cluster-signing-cert-file': authority.certificate,
    'cluster-signing-key-file': authority.key,
    'node-monitor-grace-period': NODE_GRACE_PERIOD,
    ...(options.nodeAddress ? QUICK_AUTOSCALING : {}),
    'leader-elect': 'false',
    'secure-port': '0',
    profiling: 'false',
  });
}

/** The scheduler. */
export function scheduler(options: ComponentOptions): ComponentSpec {
  return component(options, 'kube-scheduler', {
    kubeconfig: kubeconfigPath(options.paths, 'kube-scheduler'),
    'leader-elect': 'false',
    'secure-port': '0',
    profiling: 'false',
  });
}

/** Plays the kubelets of the simulated nodes by the rules in `stages/`. */
export function kwok(options: ComponentOptions): ComponentSpec {
  const { paths, ports } = options;
  const serving = keyFiles(paths.pki, 'kwok');
  return component(options, 'kwok', {
    kubeconfig: kubeconfigPath(paths, 'kwok'),
    config: paths.kwokConfig,
    v: 'WARN',
    'manage-nodes-with-annotation-selector': 'kwok.x-k8s.io/node=fake',
    // A restarted kwok would wait for the Leases of its predecessor to expire.
    'node-lease-duration-seconds': '0',
    'server-address': `${LOOPBACK}:${ports.kubelet}`,
    'tls-cert-file': serving.certificate,
    'tls-private-key-file': serving.key,
  });
}

function component(
  options: ComponentOptions,
  name: string,
  flags: Record<string, string>,
): ComponentSpec {
  return {
    name,
    command: join(options.binDir, name),
    args: Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
  };
}
