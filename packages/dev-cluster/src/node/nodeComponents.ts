import type { BinarySets } from '../binaries/types';
import { binaryPath } from '../binaries/binarySet';
import { kubeconfigPath, type ClusterPaths } from '../state/paths';
import type { ComponentSpec } from '../supervisor/components';
import { REAL_NODE_NAME } from './network';
import { nodePaths } from './nodePaths';

export interface NodeComponentOptions {
  paths: ClusterPaths;
  binaries: BinarySets;
  nodeAddress: string;
  /** Of what the supervisor starts, containerd among it. */
  systemCgroup: string;
}

/** Runs containers. */
export function containerd(options: NodeComponentOptions): ComponentSpec {
  return {
    name: 'containerd',
    command: binaryPath(options.binaries, 'containerd'),
    args: ['--config', nodePaths(options.paths).containerdConfig],
  };
}

/** Runs the pods of the real node. */
export function kubelet(options: NodeComponentOptions): ComponentSpec {
  const { paths, binaries, nodeAddress, systemCgroup } = options;
  const node = nodePaths(paths);
  return {
    name: 'kubelet',
    command: binaryPath(binaries, 'kubelet'),
    args: [
      `--config=${node.kubeletConfig}`,
      `--kubeconfig=${kubeconfigPath(paths, 'kubelet')}`,
      `--root-dir=${node.kubelet}`,
      `--cert-dir=${node.kubelet}/pki`,
      `--node-ip=${nodeAddress}`,
      `--hostname-override=${REAL_NODE_NAME}`,
      `--runtime-cgroups=${systemCgroup}`,
      // Metrics of a lesson's load shall not be older.
      '--housekeeping-interval=5s',
    ],
  };
}

/** Makes Services reachable, by rules in the node's own network. */
export function kubeProxy(options: NodeComponentOptions): ComponentSpec {
  const { paths, binaries } = options;
  return {
    name: 'kube-proxy',
    command: binaryPath(binaries, 'kube-proxy'),
    args: [`--config=${nodePaths(paths).kubeProxyConfig}`],
  };
}
