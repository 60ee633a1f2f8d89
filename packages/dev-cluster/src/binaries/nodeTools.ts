import { KUBERNETES_LDFLAGS, STRIP, type Tool } from './tools';

/**
 * Versions beside Kubernetes' own; each module's go.mod pins the same ones.
 * agnhost is the one of Kubernetes' own tests.
 */
export const AGNHOST_VERSION = '2.63.0';
export const CONTAINERD_VERSION = 'v2.3.7';
export const COREDNS_VERSION = 'v1.15.0';
export const METRICS_SERVER_VERSION = 'v0.9.0';
export const LOCAL_PATH_PROVISIONER_VERSION = 'v0.0.30';

/** Without them it needs C libraries, for file systems that no node here has. */
const CONTAINERD_TAGS = ['no_btrfs', 'no_zfs', 'no_devmapper'];
const CONTAINERD_LDFLAGS = `${STRIP} -X github.com/containerd/containerd/v2/version.Version=${CONTAINERD_VERSION}`;

/** What a real node runs of Kubernetes, and the image that content uses most. */
export const NODE_TOOLS: Tool[] = [
  {
    name: 'kubelet',
    package: 'k8s.io/kubernetes/cmd/kubelet',
    ldflags: KUBERNETES_LDFLAGS,
    usualBuildMs: 20_000,
    origin: 'kubernetes',
  },
  {
    name: 'kube-proxy',
    package: 'k8s.io/kubernetes/cmd/kube-proxy',
    ldflags: KUBERNETES_LDFLAGS,
    usualBuildMs: 8_000,
    origin: 'kubernetes',
  },
  {
    name: 'agnhost',
    package: 'k8s.io/kubernetes/test/images/agnhost',
    ldflags: `${KUBERNETES_LDFLAGS} -X main.Version=${AGNHOST_VERSION}`,
    usualBuildMs: 60_000,
  },
];

/** containerd looks for the shim on its PATH. */
export const CONTAINERD_TOOLS: Tool[] = [
  'containerd',
  'containerd-shim-runc-v2',
  'ctr',
].map(name => ({
  name,
  package: `github.com/containerd/containerd/v2/cmd/${name}`,
  ldflags: CONTAINERD_LDFLAGS,
  tags: CONTAINERD_TAGS,
  usualBuildMs: name === 'containerd' ? 45_000 : 6_000,
  origin: 'containerd',
}));

export const COREDNS_TOOLS: Tool[] = [
  {
    name: 'coredns',
    package: 'github.com/coredns/coredns',
    ldflags: `${STRIP} -X github.com/coredns/coredns/coremain.GitCommit=${COREDNS_VERSION}`,
    usualBuildMs: 110_000,
    origin: 'coredns',
  },
];

export const METRICS_SERVER_TOOLS: Tool[] = [
  {
    name: 'metrics-server',
    package: 'sigs.k8s.io/metrics-server/cmd/metrics-server',
    ldflags: `${STRIP} -X sigs.k8s.io/metrics-server/pkg/version.gitVersion=${METRICS_SERVER_VERSION}`,
    usualBuildMs: 110_000,
  },
];

export const LOCAL_PATH_PROVISIONER_TOOLS: Tool[] = [
  {
    name: 'local-path-provisioner',
    package: 'github.com/rancher/local-path-provisioner',
    ldflags: `${STRIP} -X main.VERSION=${LOCAL_PATH_PROVISIONER_VERSION}`,
    usualBuildMs: 60_000,
  },
];
