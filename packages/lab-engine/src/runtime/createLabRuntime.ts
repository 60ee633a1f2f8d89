import { createCelEngine } from '../cel';
import { createGateway, type ClusterProxy } from '../gateway';
import { DefaultLabRuntime } from './DefaultLabRuntime';
import type { LabLogger, LabRuntime, TrainingClusterOptions } from './types';

/** What the lab engine works on. @public */
export interface CreateLabRuntimeOptions {
  /** All clusters, with unique names. */
  clusters: TrainingClusterOptions[];
  /** The way to clusters with gateway `proxy`; needed if there are any. */
  proxy?: ClusterProxy;
  /** Says nothing when absent. */
  logger?: LabLogger;
  /** Id of the portal; without it no sandboxes are prepared ahead. */
  instance?: string;
}

/**
 * The lab engine on the given clusters. Starts connecting at once and never
 * throws for a cluster that is not there: its status says so.
 *
 * @public
 */
export function createLabRuntime(options: CreateLabRuntimeOptions): LabRuntime {
  return DefaultLabRuntime.create({
    gateway: createGateway(options),
    engine: createCelEngine(),
    logger: options.logger,
    instance: options.instance,
  });
}
