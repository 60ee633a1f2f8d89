import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AdminApi } from '../api/AdminApi';
import type { Maker } from '../binaries/maker';
import type { Tool } from '../binaries/tools';
import type { BinarySets } from '../binaries/types';
import { containerd, kubeProxy, kubelet } from '../node/nodeComponents';
import type { RealNode } from '../node/RealNode';
import {
  applyClusterObjects,
  prepareCluster,
  type PrepareOptions,
} from '../prepare/prepareCluster';
import { PRIVATE_DIR_MODE, writeFileAtomic } from '../state/atomicFile';
import type { ClusterConnection } from '../state/connection';
import { logPath, type ClusterPaths } from '../state/paths';
import type { ClusterPorts } from '../state/settings';
import type { StatusWriter } from '../state/status';
import {
  apiServer,
  controllerManager,
  etcd,
  kwok,
  scheduler,
  type ComponentSpec,
} from './components';
import { recordProcesses } from './leftovers';
import { makeBinaries } from './makeBinaries';
import { assertPortsFree, untilListening } from './portUse';
import { SupervisedProcess } from './SupervisedProcess';
import { kwokConfig } from '../stages/kwokConfig';
import { writeSimulatedLog } from '../stages/simulatedLog';

const ETCD_TIMEOUT_MS = 30_000;
const RECOVERY_POLL_MS = 100;
const API_TIMEOUT_MS = 120_000;
const STARTING_STEPS = 3;
/** On a real node nothing is lost when a component is killed. */
const NODE_GRACE_MS = 2_000;

export interface ClusterSupervisorOptions {
  paths: ClusterPaths;
  ports: ClusterPorts;
  connection: ClusterConnection;
  binaries: BinarySets;
  /** How missing binaries are made; asked for only when some are. */
  maker: (missing: Tool[]) => Promise<Maker>;
  status: StatusWriter;
  /** Everything runs on it, if there is one. */
  node?: RealNode;
  workloads?: string;
  noFsync?: boolean;
}

/** Takes one cluster from nothing to ready, and keeps it there. */
export class ClusterSupervisor {
  readonly #options: ClusterSupervisorOptions;
  readonly #processes: SupervisedProcess[] = [];
  readonly #abort = new AbortController();
  readonly #startedAt = new Date();
  #api?: AdminApi;
  #images: Promise<void> = Promise.resolve();
  #recovering = false;

  private constructor(options: ClusterSupervisorOptions) {
    this.#options = options;
  }

  static create(options: ClusterSupervisorOptions): ClusterSupervisor {
    return new ClusterSupervisor(options);
  }

  /**
   * Runs until the signal is aborted.
   *
   * @throws when the cluster cannot be brought up, or a component keeps ending
   */
  async run(signal: AbortSignal): Promise<void> {
    const stop = () => this.#abort.abort(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    try {
      signal.throwIfAborted();
      await makeBinaries({ ...this.#options, signal: this.#abort.signal });
      await this.#startControlPlane();
      await this.#prepare();
      this.#enterReady();
      await untilAborted(this.#abort.signal);
    } catch (error) {
      if (!signal.aborted) {
        // A component that gave up explains more than what failed because of it.
        throw this.#abort.signal.aborted ? this.#abort.signal.reason : error;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      this.#abort.abort();
      await this.#stopAll();
    }
  }

  async #startControlPlane(): Promise<void> {
    const { paths, ports, connection, noFsync, node } = this.#options;
    const components = {
      paths,
      ports,
      binDir: connection.binDir,
      nodeAddress: node?.network.nodeAddress,
      noFsync,
    };
    const { signal } = this.#abort;
    for (const dir of [paths.logs, paths.etcdData]) {
      mkdirSync(dir, { recursive: true, mode: PRIVATE_DIR_MODE });
    }
    await this.#openPlace();
    writeSimulatedLog(paths.simulatedLog);
    writeFileAtomic(
      paths.kwokConfig,
      kwokConfig({
        kubeletPort: ports.kubelet,
        logFile: paths.simulatedLog,
      }),
    );

    this.#starting('starting etcd', 1);
    this.#start(etcd(components));
    const listens = await untilListening(
      ports.etcdClient,
      ETCD_TIMEOUT_MS,
      signal,
      node && (port => node.isListening(port)),
    );
    if (!listens) {
      throw new Error(
        `etcd does not answer after ${ETCD_TIMEOUT_MS / 1000} s, see ${logPath(
          paths,
          'etcd',
        )}`,
      );
    }

    this.#starting('starting kube-apiserver', 2);
    this.#start(apiServer(components));
    this.#api = AdminApi.create(connection, paths);
    await this.#api.untilReady(API_TIMEOUT_MS, signal);

    this.#starting('starting the controllers, the scheduler and the nodes', 3);
    if (node) {
      this.#importImages(node);
      this.#start(kubelet(node.componentOptions));
      this.#start(kubeProxy(node.componentOptions));
    }
    await applyClusterObjects(this.#prepareOptions());
    this.#start(controllerManager(components));
    this.#start(scheduler(components));
    this.#start(kwok(components));
  }

  /** Where components can be started: on free ports, or in a network of their own. */
  async #openPlace(): Promise<void> {
    const { ports, connection, node } = this.#options;
    if (!node) {
      await assertPortsFree(ports, connection.name, this.#abort.signal);
      return;
    }
    await node.open(reason => this.#abort.abort(new Error(reason)));
    this.#start(containerd(node.componentOptions));
  }

  /** Beside everything else: it takes as long as all of that. */
  #importImages(node: RealNode): void {
    this.#images = node.importImages({
      signal: this.#abort.signal,
      onImage: (reference, step, steps) =>
        this.#preparing(`importing the image ${reference}`, step, steps),
    });
    this.#images.catch(error => this.#abort.abort(error));
  }

  async #prepare(): Promise<void> {
    await prepareCluster({
      ...this.#prepareOptions(),
      onStep: (message, step, steps) => this.#preparing(message, step, steps),
    });
  }

  #prepareOptions(): PrepareOptions {
    const { connection, paths, workloads } = this.#options;
    return {
      connection,
      paths,
      workloads,
      startedAt: this.#startedAt,
      images: this.#images,
      signal: this.#abort.signal,
    };
  }

  #starting(message: string, step: number): void {
    const steps = STARTING_STEPS;
    this.#options.status.enter({ phase: 'starting', message, step, steps });
  }

  #preparing(message: string, step: number, steps: number): void {
    this.#options.status.enter({ phase: 'preparing', message, step, steps });
  }

  #enterReady(): void {
    const { status, connection } = this.#options;
    status.enter({
      phase: 'ready',
      message: `the cluster is ready at ${connection.server}`,
    });
  }

  #start(spec: ComponentSpec): void {
    const { node } = this.#options;
    const supervised = SupervisedProcess.start({
      spec: node ? node.enter(spec) : spec,
      logFile: logPath(this.#options.paths, spec.name),
      onChange: () => this.#report(),
      onGiveUp: reason => this.#abort.abort(new Error(reason)),
    });
    this.#processes.push(supervised);
    this.#report();
  }

  /** Every change is noted at once: a successor must find each process. */
  #report(): void {
    const { paths, status } = this.#options;
    recordProcesses(
      paths,
      this.#processes.flatMap(({ identity }) => identity ?? []),
    );
    status.components(this.#processes.map(process => process.status));
    const down = this.#processes.find(
      process => process.status.state === 'restarting',
    );
    if (down && status.phase === 'ready' && !this.#abort.signal.aborted) {
      status.enter({
        phase: 'starting',
        message: `${down.status.name} ended unexpectedly and is being restarted`,
      });
      void this.#recover();
    }
  }

  /** Back to ready as soon as everything runs and the API server answers. */
  async #recover(): Promise<void> {
    if (this.#recovering) {
      return;
    }
    this.#recovering = true;
    const { signal } = this.#abort;
    try {
      do {
        await sleep(RECOVERY_POLL_MS, undefined, { signal });
        await this.#api?.untilReady(API_TIMEOUT_MS, signal);
      } while (
        this.#processes.some(process => process.status.state !== 'running')
      );
      this.#enterReady();
    } catch (error) {
      this.#abort.abort(error);
    } finally {
      this.#recovering = false;
    }
  }

  /**
   * Clients before servers, so that the last writes reach the store. What
   * runs containers ends with the node, all at once.
   */
  async #stopAll(): Promise<void> {
    const { node } = this.#options;
    const graceMs = node && NODE_GRACE_MS;
    const named = (name: string) =>
      this.#processes.find(({ status }) => status.name === name);
    const last = [named('kube-apiserver'), named('etcd'), named('containerd')];
    const clients = this.#processes.filter(process => !last.includes(process));
    await Promise.all(clients.map(client => client.stop(graceMs)));
    const [server, store, runtime] = last;
    await server?.stop(graceMs);
    await store?.stop(graceMs);
    await runtime?.stop(0);
    await node?.close();
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) {
      abort();
    } else {
      signal.addEventListener('abort', abort, { once: true });
    }
  });
}
