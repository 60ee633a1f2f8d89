import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PACKAGE_DIR, binaryPath, searchPath } from '../binaries/binarySet';
import type { BinarySets } from '../binaries/types';
import { clusterImages } from '../images/clusterImages';
import { PRIVATE_DIR_MODE, writeFileAtomic } from '../state/atomicFile';
import { logPath, type ClusterPaths } from '../state/paths';
import type { ComponentSpec } from '../supervisor/components';
import { NodeCgroup, nodeCgroupName, readHierarchies } from './cgroups';
import { HostLink } from './hostLink';
import { importImages, type ImportImagesOptions } from './importImages';
import { nodeNetwork, type NodeNetwork } from './network';
import {
  CONTAINERD_SOCKET,
  cniConfig,
  containerdConfig,
  kubeProxyConfig,
  kubeletConfig,
} from './nodeConfig';
import { NodeNamespaces } from './NodeNamespaces';
import { nodePaths, type NodePaths } from './nodePaths';
import { CNI_PLUGINS } from './preflight';
import { findCniDir } from './programs';
import type { NodeComponentOptions } from './nodeComponents';

const POLL_MS = 50;
/** Logs and volumes are written by users of containers. */
const SHARED_DIR_MODE = 0o755;
/** Mounted into containers. */
const RESOLV_CONF_MODE = 0o644;

export interface RealNodeOptions {
  paths: ClusterPaths;
  /** See {@link nodeNetwork}. */
  linkIndex: number;
  binaries: BinarySets;
}

/**
 * The surroundings of a kubelet on this machine: cgroups, namespaces and one
 * link. The whole cluster runs inside, and nothing of it is left outside when
 * it ends.
 */
export class RealNode {
  readonly #options: RealNodeOptions;
  readonly #paths: NodePaths;
  readonly #cgroup: NodeCgroup;
  readonly #link: HostLink;
  readonly network: NodeNetwork;
  #namespaces?: NodeNamespaces;

  private constructor(options: RealNodeOptions) {
    const { paths, linkIndex } = options;
    this.#options = options;
    this.#paths = nodePaths(paths);
    this.network = nodeNetwork(linkIndex);
    this.#link = HostLink.create({
      network: this.network,
      stateDir: paths.root,
    });
    this.#cgroup = NodeCgroup.create({
      hierarchies: readHierarchies() ?? { version: 2, mounts: [] },
      name: nodeCgroupName(paths.root),
    });
  }

  /** Nothing is changed yet. */
  static create(options: RealNodeOptions): RealNode {
    return new RealNode(options);
  }

  get componentOptions(): NodeComponentOptions {
    return {
      paths: this.#options.paths,
      binaries: this.#options.binaries,
      nodeAddress: this.network.nodeAddress,
      systemCgroup: this.#cgroup.systemPath,
    };
  }

  /**
   * Sets everything up in which components can be started.
   *
   * @param onEnd - called when it ends by itself
   * @throws with a sentence for the user when it cannot be set up
   */
  async open(onEnd: (reason: string) => void): Promise<void> {
    const { paths, binaries } = this.#options;
    this.#link.assertFree();
    this.#writeFiles();
    this.#cgroup.make();
    this.#namespaces = await NodeNamespaces.open({
      cgroup: this.#cgroup,
      dir: this.#paths.root,
      keep: [
        paths.root,
        PACKAGE_DIR,
        ...new Set(binaries.map(({ binDir }) => binDir)),
      ],
      searchPath: searchPath(binaries),
      logFile: logPath(paths, 'node'),
      onEnd,
    });
    await this.#link.connect(this.#namespaces.pid);
  }

  /** The same component, inside. */
  enter(spec: ComponentSpec): ComponentSpec {
    return this.#opened().enter(spec);
  }

  /** Whether a component listens on this TCP port. */
  isListening(port: number): boolean {
    return this.#opened().isListening(port);
  }

  /**
   * Waits for containerd and gives it the images. See {@link importImages}.
   */
  async importImages(
    options: Pick<ImportImagesOptions, 'signal' | 'onImage'>,
  ): Promise<void> {
    const { binaries } = this.#options;
    const images = await clusterImages(binaries);
    await this.#untilContainerd(options.signal);
    await importImages({
      ...options,
      images,
      node: this.#paths,
      ctr: args =>
        this.enter({
          name: 'ctr',
          command: binaryPath(binaries, 'ctr'),
          args: ['--address', CONTAINERD_SOCKET, ...args],
        }),
    });
  }

  /**
   * Ends and removes what there is, also when another process opened it.
   *
   * @returns whether anything ran
   */
  async close(): Promise<boolean> {
    await this.#namespaces?.close();
    const ran = await this.#cgroup.remove();
    await this.#link.remove();
    return ran;
  }

  #opened(): NodeNamespaces {
    if (!this.#namespaces) {
      throw new Error('The real node is not set up');
    }
    return this.#namespaces;
  }

  /** As the machine sees it, the socket lies below the root of the first process. */
  async #untilContainerd(signal: AbortSignal): Promise<void> {
    const socket = `/proc/${this.#opened().pid}/root${CONTAINERD_SOCKET}`;
    while (!(await accepts(socket))) {
      await sleep(POLL_MS, undefined, { signal });
    }
  }

  #writeFiles(): void {
    const node = this.#paths;
    const options = {
      paths: this.#options.paths,
      nodeAddress: this.network.nodeAddress,
      cniDir: findCniDir(CNI_PLUGINS)!,
      cgroup: this.#cgroup,
    };
    for (const dir of [node.root, node.containerd, node.kubelet]) {
      mkdirSync(dir, { recursive: true, mode: PRIVATE_DIR_MODE });
    }
    for (const dir of [node.cniConfigDir, node.log, node.localPath]) {
      mkdirSync(dir, { recursive: true, mode: SHARED_DIR_MODE });
    }
    writeFileAtomic(join(node.cniConfigDir, 'academy.conflist'), cniConfig());
    writeFileAtomic(node.containerdConfig, containerdConfig(options));
    writeFileAtomic(node.kubeletConfig, kubeletConfig(options));
    writeFileAtomic(node.kubeProxyConfig, kubeProxyConfig(options));
    writeFileAtomic(
      node.resolvConf,
      '# The node has no way out.\n',
      RESOLV_CONF_MODE,
    );
  }
}

/** Whether somebody listens on the socket. */
function accepts(socketFile: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(socketFile);
    const answer = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}
