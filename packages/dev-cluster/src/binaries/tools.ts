/** Version of Kubernetes that the cluster runs. */
export const KUBERNETES_VERSION = 'v1.36.3';
/** Versions that belong to it; go.mod pins the same ones. */
export const ETCD_VERSION = 'v3.6.8';
export const KWOK_VERSION = 'v0.8.0';

/** Where an official release of a tool is found. */
export type ReleaseOrigin =
  | 'kubernetes'
  | 'etcd'
  | 'kwok'
  | 'containerd'
  | 'coredns';

/** A program that is built from one Go package. */
export interface Tool {
  name: string;
  /** Import path of its main package. */
  package: string;
  ldflags: string;
  /** Build tags. */
  tags?: string[];
  /** Roughly what a first build took on two cores. */
  usualBuildMs: number;
  /** Absent where nobody publishes a binary. */
  origin?: ReleaseOrigin;
}

/** Leaves symbols and debug information out. */
export const STRIP = '-s -w';
const VERSION_PACKAGE = 'k8s.io/component-base/version';

/** Discovery and kubectl read these. */
export const KUBERNETES_LDFLAGS = [
  STRIP,
  ...Object.entries({
    gitVersion: KUBERNETES_VERSION,
    gitMajor: '1',
    gitMinor: '36',
    gitTreeState: 'clean',
    gitCommit: KUBERNETES_VERSION,
    buildDate: '1970-01-01T00:00:00Z',
  }).map(([name, value]) => `-X ${VERSION_PACKAGE}.${name}=${value}`),
].join(' ');

/** In the order in which they are built: the largest shares its packages with the rest. */
export const CONTROL_PLANE_TOOLS: Tool[] = [
  {
    name: 'kube-apiserver',
    package: 'k8s.io/kubernetes/cmd/kube-apiserver',
    ldflags: KUBERNETES_LDFLAGS,
    usualBuildMs: 170_000,
    origin: 'kubernetes',
  },
  {
    name: 'kube-controller-manager',
    package: 'k8s.io/kubernetes/cmd/kube-controller-manager',
    ldflags: KUBERNETES_LDFLAGS,
    usualBuildMs: 60_000,
    origin: 'kubernetes',
  },
  {
    name: 'kube-scheduler',
    package: 'k8s.io/kubernetes/cmd/kube-scheduler',
    ldflags: KUBERNETES_LDFLAGS,
    usualBuildMs: 15_000,
    origin: 'kubernetes',
  },
  {
    name: 'kubectl',
    package: 'k8s.io/kubernetes/cmd/kubectl',
    ldflags: KUBERNETES_LDFLAGS,
    usualBuildMs: 20_000,
    origin: 'kubernetes',
  },
  {
    name: 'kwok',
    package: 'sigs.k8s.io/kwok/cmd/kwok',
    ldflags: KUBERNETES_LDFLAGS,
    usualBuildMs: 16_000,
    origin: 'kwok',
  },
  {
    name: 'etcd',
    package: 'go.etcd.io/etcd/server/v3',
    ldflags: STRIP,
    usualBuildMs: 8_000,
    origin: 'etcd',
  },
];
