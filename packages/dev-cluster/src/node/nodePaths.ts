import { join } from 'node:path';
import type { ClusterPaths } from '../state/paths';

/** Files of the real node, below the state directory. */
export interface NodePaths {
  root: string;
  /** What containerd keeps: images above all. */
  containerd: string;
  containerdConfig: string;
  /** References and digests of the images that were imported. */
  images: string;
  kubelet: string;
  kubeletConfig: string;
  kubeProxyConfig: string;
  cniConfigDir: string;
  /** Seen by the node as /var/log: logs of containers. */
  log: string;
  /** Seen by the node as /var/local-path: volumes of learners. */
  localPath: string;
  resolvConf: string;
}

/** See {@link NodePaths}. */
export function nodePaths({ node: root }: ClusterPaths): NodePaths {
  return {
    root,
    containerd: join(root, 'containerd'),
    containerdConfig: join(root, 'containerd.toml'),
    images: join(root, 'images.json'),
    kubelet: join(root, 'kubelet'),
    kubeletConfig: join(root, 'kubelet.yaml'),
    kubeProxyConfig: join(root, 'kube-proxy.yaml'),
    cniConfigDir: join(root, 'cni'),
    log: join(root, 'log'),
    localPath: join(root, 'local-path'),
    resolvConf: join(root, 'resolv.conf'),
  };
}
