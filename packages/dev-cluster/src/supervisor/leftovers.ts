import { rmSync } from 'node:fs';
import { endProcess } from '../process/endProcess';
import type { ProcessIdentity } from '../process/identity';
import { readJson, writeJson } from '../state/atomicFile';
import { RealNode } from '../node/RealNode';
import type { ClusterPaths } from '../state/paths';
import { readSettings } from '../state/settings';

const GRACE_MS = 10_000;

/** Notes which processes run, for the case that the supervisor is killed. */
export function recordProcesses(
  paths: ClusterPaths,
  identities: ProcessIdentity[],
): void {
  writeJson(paths.processes, identities);
}

/**
 * Ends the components that a killed supervisor left behind, and only those:
 * the latest first, because the API server waits long for a store that is gone.
 * A real node takes all of its components along at once.
 *
 * @returns whether something ran
 */
export async function endLeftovers(paths: ClusterPaths): Promise<boolean> {
  const { linkIndex } = readSettings(paths) ?? {};
  const nodeRan =
    linkIndex !== undefined &&
    (await RealNode.create({ paths, linkIndex, binaries: [] }).close());
  const recorded = readJson<ProcessIdentity[]>(paths.processes) ?? [];
  let ended = nodeRan;
  for (const identity of recorded.reverse()) {
    if (await endProcess(identity, { graceMs: GRACE_MS })) {
      ended = true;
    }
  }
  rmSync(paths.processes, { force: true });
  return ended;
}
