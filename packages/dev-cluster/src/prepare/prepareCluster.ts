import { setTimeout as sleep } from 'node:timers/promises';
import { readJson, writeFileAtomic, writeJson } from '../state/atomicFile';
import type { ClusterConnection } from '../state/connection';
import type { ClusterPaths } from '../state/paths';
import { AdminApi } from '../api/AdminApi';
import { kubectl } from './kubectl';
import {
  applyArguments,
  clusterManifests,
  manifestDigest,
  trainingManifests,
  type ManifestSource,
} from './manifests';
import { untilUsable } from './usable';

const APPLY_TRIES = 4;
const APPLY_RETRY_MS = 1_000;
const TOKEN_DURATION = '720h';

export interface PrepareOptions {
  connection: ClusterConnection;
  paths: ClusterPaths;
  /** From when on the nodes must have reported; any time by default. */
  startedAt?: Date;
  /** Fulfilled when pods find their images. */
  images?: Promise<void>;
  /** Folder with the company's workloads. */
  workloads?: string;
  signal?: AbortSignal;
  /** Called at the start of each step with the rest of "..., step n of m". */
  onStep?: (what: string, step: number, steps: number) => void;
}

/** Identities and nodes: before the controllers start. */
export async function applyClusterObjects(
  options: PrepareOptions,
): Promise<void> {
  if (!isPrepared(options)) {
    await apply(options, clusterManifests(options.connection.nodes));
  }
}

/**
 * Turns the running cluster into a training cluster. Repeating it is harmless,
 * and quick: what was applied before and has not changed is in the store.
 */
export async function prepareCluster(options: PrepareOptions): Promise<void> {
  const { nodes } = options.connection;
  const sources = isPrepared(options)
    ? []
    : trainingManifests(nodes, options.workloads);
  const steps = sources.length + 2;
  for (const [index, source] of sources.entries()) {
    options.onStep?.(`applying ${source.what}`, index + 1, steps);
    await apply(options, source);
    // A pod whose image comes later is tried again much later.
    await options.images;
  }
  await options.images;
  options.onStep?.('waiting for the nodes', steps - 1, steps);
  await untilUsable({
    api: AdminApi.create(options.connection, options.paths),
    nodes,
    startedAt: options.startedAt,
    signal: options.signal,
  });
  options.onStep?.('issuing the token of the portal', steps, steps);
  await renewAcademyToken(options);
  writeJson(options.paths.prepared, { digest: preparationDigest(options) });
}

/** Applies again what changed since the last time, and renews the token. */
export async function refreshPreparation(
  options: PrepareOptions,
): Promise<void> {
  if (isPrepared(options)) {
    await renewAcademyToken(options);
    return;
  }
  await applyClusterObjects(options);
  await prepareCluster(options);
}

function isPrepared(options: PrepareOptions): boolean {
  const prepared = readJson<{ digest: string }>(options.paths.prepared);
  return prepared?.digest === preparationDigest(options);
}

function preparationDigest(options: PrepareOptions): string {
  const { nodes } = options.connection;
  return manifestDigest([
    clusterManifests(nodes),
    ...trainingManifests(nodes, options.workloads),
  ]);
}

/** Retries: a fresh namespace has no default ServiceAccount for a moment. */
async function apply(
  options: PrepareOptions,
  source: ManifestSource,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await kubectl(options.connection, applyArguments(source), {
        signal: options.signal,
        input: 'text' in source.from ? source.from.text : undefined,
      });
      return;
    } catch (error) {
      options.signal?.throwIfAborted();
      if (tries >= APPLY_TRIES) {
        throw error;
      }
      await sleep(APPLY_RETRY_MS, undefined, { signal: options.signal });
    }
  }
}

async function renewAcademyToken(options: PrepareOptions): Promise<void> {
  const token = await kubectl(
    options.connection,
    [
      'create',
      'token',
      'academy',
      '--namespace=backstage',
      `--duration=${TOKEN_DURATION}`,
    ],
    { signal: options.signal },
  );
  writeFileAtomic(options.paths.academyToken, token.trim());
}
