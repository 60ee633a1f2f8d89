import { rmSync } from 'node:fs';
import { endProcess } from '../process/endProcess';
import type { ProcessIdentity } from '../process/identity';
import { readJson, writeJson } from '../state/atomicFile';
import type { ClusterPaths } from '../state/paths';

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
 *
 * @returns how many were ended
 */
export async function endLeftovers(paths: ClusterPaths): Promise<number> {
  const recorded = readJson<ProcessIdentity[]>(paths.processes) ?? [];
  let ended = 0;
  for (const identity of recorded.reverse()) {
    if (await endProcess(identity, { graceMs: GRACE_MS })) {
      ended += 1;
    }
  }
  rmSync(paths.processes, { force: true });
  return ended;
}
