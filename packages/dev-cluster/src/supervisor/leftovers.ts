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
 * Ends the components that a killed supervisor left behind, and only those.
 *
 * @returns how many were ended
 */
export async function endLeftovers(paths: ClusterPaths): Promise<number> {
  const recorded = readJson<ProcessIdentity[]>(paths.processes) ?? [];
  const ended = await Promise.all(
    recorded.map(identity => endProcess(identity, { graceMs: GRACE_MS })),
  );
  rmSync(paths.processes, { force: true });
  return ended.filter(Boolean).length;
}
