import { stringify } from 'yaml';
import { keyFiles } from '../pki/clusterPki';
import { kubeconfigPath, type ClusterPaths } from '../state/paths';
import { NODE_POD_RANGE, POD_RANGE, REAL_NODE_NAME } from './network';
import { nodePaths } from './nodePaths';

/** Inside the node's namespaces, whose /run is private. */
export const CONTAINERD_SOCKET = '/run/containerd/containerd.sock';
/** Address of the Service `kube-dns`. */
const DNS_ADDRESS = '10.96.0.10';
/** containerd starts one for every pod. */
const PAUSE_IMAGE = 'registry.k8s.io/pause:3.10.2';

export interface NodeConfigOptions {
  paths: ClusterPaths;
  nodeAddress: string;
  /** Folder with the CNI plugins. */
  cniDir: string;
  cgroup: { version: 1 | 2; path: string; systemPath: string };
}

/** Content of containerd's configuration, version 3. */
export function containerdConfig(options: NodeConfigOptions): string {
  const node = nodePaths(options.paths);
  const text = JSON.stringify;
  return `version = 3
root = ${text(node.containerd)}
state = "/run/containerd"
disabled_plugins = [
  "io.containerd.snapshotter.v1.blockfile",
  "io.containerd.snapshotter.v1.erofs",
  "io.containerd.nri.v1.nri",
  "io.containerd.tracing.processor.v1.otlp",
]

[grpc]
  address = ${text(CONTAINERD_SOCKET)}

[cgroup]
  path = ${text(options.cgroup.systemPath)}

[plugins."io.containerd.internal.v1.opt"]
  path = ${text(`${node.root}/opt`)}

[plugins."io.containerd.cri.v1.images"]
  snapshotter = "overlayfs"
  [plugins."io.containerd.cri.v1.images".pinned_images]
    sandbox = ${text(PAUSE_IMAGE)}

[plugins."io.containerd.cri.v1.runtime"]
  # Root in a container of its own may not lower the score.
  restrict_oom_score_adj = true
  [plugins."io.containerd.cri.v1.runtime".cni]
    bin_dirs = [${text(options.cniDir)}]
    conf_dir = ${text(node.cniConfigDir)}
`;
}

/**
 * Content of the network plugins' configuration. Packets between pods are
 * routed, not bridged: the rules of Services see them on every kernel. There
 * is no way out, so addresses need no translation.
 */
export function cniConfig(): string {
  return JSON.stringify({
    cniVersion: '1.0.0',
    name: 'academy',
    plugins: [
      {
        type: 'ptp',
        ipMasq: false,
        ipam: {
          type: 'host-local',
          ranges: [[{ subnet: NODE_POD_RANGE }]],
          routes: [{ dst: '0.0.0.0/0' }],
        },
      },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  });
}

/** Content of the KubeletConfiguration. Images are never collected: nobody could pull them again. */
export function kubeletConfig(options: NodeConfigOptions): string {
  const { paths, cgroup, nodeAddress } = options;
  const node = nodePaths(paths);
  const serving = keyFiles(paths.pki, 'kubelet');
  return stringify({
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    address: nodeAddress,
    tlsCertFile: serving.certificate,
    tlsPrivateKeyFile: serving.key,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: keyFiles(paths.pki, 'ca').certificate },
    },
    authorization: { mode: 'Webhook' },
    containerRuntimeEndpoint: `unix://${CONTAINERD_SOCKET}`,
    cgroupDriver: 'cgroupfs',
    cgroupRoot: cgroup.path,
    ...(cgroup.version === 1 ? { failCgroupV1: false } : {}),
    enforceNodeAllocatable: [],
    failSwapOn: false,
    clusterDNS: [DNS_ADDRESS],
    clusterDomain: 'cluster.local',
    resolvConf: node.resolvConf,
    podLogsDir: '/var/log/pods',
    volumePluginDir: `${node.root}/volume-plugins`,
    syncFrequency: '10s',
    fileCheckFrequency: '20s',
    nodeStatusReportFrequency: '1m',
    maxPods: 200,
    imageGCHighThresholdPercent: 100,
    imageGCLowThresholdPercent: 99,
    evictionHard: {
      'memory.available': '200Mi',
      'nodefs.available': '2%',
      'imagefs.available': '2%',
      'nodefs.inodesFree': '2%',
    },
    shutdownGracePeriod: '0s',
    crashLoopBackOff: { maxContainerRestartPeriod: '60s' },
  });
}

/** Content of the KubeProxyConfiguration. */
export function kubeProxyConfig({ paths }: NodeConfigOptions): string {
  return stringify({
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'iptables',
    clusterCIDR: POD_RANGE,
    hostnameOverride: REAL_NODE_NAME,
    clientConnection: { kubeconfig: kubeconfigPath(paths, 'kube-proxy') },
    // The size of the connection table belongs to the whole machine.
    conntrack: { maxPerCore: 0, min: 0 },
    healthzBindAddress: '127.0.0.1:10256',
    metricsBindAddress: '127.0.0.1:10249',
  });
}
