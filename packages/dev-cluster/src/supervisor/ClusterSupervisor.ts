import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AdminApi } from '../api/AdminApi';
import { ensureBinaries } from '../binaries/ensureBinaries';
import type { Maker } from '../binaries/maker';
import type { BinarySet } from '../binaries/types';
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
import { assertPortsFree, untilListening } from './portUse';
import { SupervisedProcess } from './SupervisedProcess';
import { kwokConfig } from '../stages/kwokConfig';
import { writeSimulatedLog } from '../stages/simulatedLog';

const ETCD_TIMEOUT_MS = 30_000;
const RECOVERY_POLL_MS = 100;
const API_TIMEOUT_MS = 120_000;
const STARTING_STEPS = 3;

export interface ClusterSupervisorOptions {
  paths: ClusterPaths;
  ports: ClusterPorts;
  connection: ClusterConnection;
  binaries: BinarySet;
  /** How missing binaries are made; asked for only when some are. */
  maker: () => Promise<Maker>;
  status: StatusWriter;
  workloads?: string;
  noFsync?: boolean;
}

/** Takes one cluster from nothing to ready, and keeps it there. */
export class ClusterSupervisor {
  readonly #options: ClusterSupervisorOptions;
  readonly #processes: SupervisedProcess[] = [];
  readonly #abort = new AbortController();
  #api?: AdminApi;
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
      await this.#makeBinaries();
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

  async #makeBinaries(): Promise<void> {
    const { binaries, maker, status } = this.#options;
    status.enter({ phase: 'building', message: 'looking for the binaries' });
    await ensureBinaries({
      set: binaries,
      maker,
      signal: this.#abort.signal,
      onProgress: ({ what, step, steps, usualMs }) =>
        status.enter({
          phase: 'building',
          message: usualMs ? `${what}, usually ${duration(usualMs)}` : what,
          step,
          steps,
        }),
    });
  }

  async #startControlPlane(): Promise<void> {
    const { paths, ports, connection, noFsync } = this.#options;
    const components = {
      paths,
      ports,
      binDir: connection.binDir,
      noFsync,
    };
    const { signal } = this.#abort;
    await assertPortsFree(ports, connection.name, signal);
    for (const dir of [paths.logs, paths.etcdData]) {
      mkdirSync(dir, { recursive: true, mode: PRIVATE_DIR_MODE });
    }
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
    if (!(await untilListening(ports.etcdClient, ETCD_TIMEOUT_MS, signal))) {
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
    await applyClusterObjects(this.#prepareOptions());
    this.#start(controllerManager(components));
    this.#start(scheduler(components));
    this.#start(kwok(components));
  }

  async #prepare(): Promise<void> {
    await prepareCluster({
      ...this.#prepareOptions(),
      onStep: (message, step, steps) =>
        this.#options.status.enter({
          phase: 'preparing',
          message,
          step,
          steps,
        }),
    });
  }

  #prepareOptions(): PrepareOptions {
    const { connection, paths, workloads } = this.#options;
    return { connection, paths, workloads, signal: this.#abort.signal };
  }

  #starting(message: string, step: number): void {
    const steps = STARTING_STEPS;
    this.#options.status.enter({ phase: 'starting', message, step, steps });
  }

  #enterReady(): void {
    const { status, connection } = this.#options;
    status.enter({
      phase: 'ready',
      message: `the cluster is ready at ${connection.server}`,
    });
  }

  #start(spec: ComponentSpec): void {
    const supervised = SupervisedProcess.start({
      spec,
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

  /** Clients before servers, so that the last writes reach the store. */
  async #stopAll(): Promise<void> {
    const [store, server, ...clients] = this.#processes;
    await Promise.all(clients.map(client => client.stop()));
    await server?.stop();
    await store?.stop();
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

const MINUTE_MS = 60_000;

function duration(ms: number): string {
  return ms < MINUTE_MS
    ? `${Math.round(ms / 1000)} s`
    : `${Math.round(ms / MINUTE_MS)} min`;
}
