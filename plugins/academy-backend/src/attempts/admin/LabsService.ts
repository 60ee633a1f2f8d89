import { NotFoundError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  LabsOverview,
  LabSwitch,
  LocalizedText,
  StuckSandbox,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { LabRuntime } from '@kubernetes-academy/backstage-plugin-academy-node';
import type { Knex } from 'knex';
import type { AttemptSignals } from '../AttemptSignals';
import { STUCK_AFTER_MS } from '../limits';
import {
  allowLabs,
  countOpenAttempts,
  listSwitches,
  stopLabs,
} from '../operations';

/** What a {@link LabsService} works with. */
export interface LabsServiceOptions {
  knex: Knex;
  /** Absent while no training cluster is configured. */
  runtime?: LabRuntime;
  signals: AttemptSignals;
  logger: LoggerService;
  /** Label value of this portal. */
  instance: string;
}

/** What the platform team sees of all labs, and the switches that stop them. */
export class LabsService {
  readonly #options: LabsServiceOptions;

  static create(options: LabsServiceOptions): LabsService {
    return new LabsService(options);
  }

  private constructor(options: LabsServiceOptions) {
    this.#options = options;
  }

  /** Clusters, switches, attempts, and sandboxes whose deletion hangs. */
  async overview(): Promise<LabsOverview> {
    const { knex, runtime } = this.#options;
    const clusters = runtime?.clusters() ?? [];
    const stuck = await Promise.all(
      clusters
        .filter(({ state }) => state === 'ready')
        .map(({ name }) => this.#stuckOn(name)),
    );
    return {
      clusters,
      switches: await listSwitches({ knex }),
      attempts: await countOpenAttempts({ knex }),
      stuck: stuck.flat(),
    };
  }

  /**
   * Lets nobody in on a cluster, or on any. Attempts that have their sandbox go on.
   *
   * @throws NotFoundError for an unknown cluster
   */
  async stop(order: {
    cluster?: string;
    reason: LocalizedText;
    by: string;
  }): Promise<LabSwitch> {
    const { knex, runtime } = this.#options;
    const known = runtime?.clusters() ?? [];
    if (order.cluster && !known.some(({ name }) => name === order.cluster)) {
      throw new NotFoundError(`There is no training cluster ${order.cluster}`);
    }
    const made = await stopLabs({ knex, ...order });
    this.#options.signals.wake();
    return made;
  }

  /** @throws NotFoundError when labs are not stopped there */
  async allow(cluster?: string): Promise<void> {
    const { knex, signals } = this.#options;
    if (!(await allowLabs({ knex, cluster }))) {
      throw new NotFoundError(
        `Labs are not stopped on ${cluster ?? 'all clusters together'}`,
      );
    }
    signals.wake();
  }

  async #stuckOn(cluster: string): Promise<StuckSandbox[]> {
    const { runtime, instance, logger } = this.#options;
    const before = Date.now() - STUCK_AFTER_MS;
    try {
      const sandboxes = await runtime!.listSandboxes(cluster, instance);
      return sandboxes.flatMap(({ namespace, deletion }) =>
        deletion && deletion.since.getTime() < before
          ? [
              {
                cluster,
                namespace,
                since: deletion.since.toISOString(),
                conditions: deletion.conditions,
              },
            ]
          : [],
      );
    } catch (error) {
      // The state of the cluster says so on the same page.
      logger.warn(`Sandboxes of ${cluster} could not be read`, error as Error);
      return [];
    }
  }
}
