import { FileLock } from '../process/lock';
import { clusterPaths } from '../state/paths';
import { readStatus, type ClusterStatus } from '../state/status';
import { describeStep } from './progress';

/** What `status` prints. */
export function describeStatus(stateDir: string, json: boolean): string {
  const status = currentStatus(stateDir);
  if (json) {
    return `${JSON.stringify(status ?? null, null, 2)}\n`;
  }
  if (!status) {
    return `There is no cluster in ${stateDir}.\n`;
  }
  const lines = [`${status.phase}: ${describeStep(status, Date.now())}`];
  if (status.error) {
    lines.push(status.error);
  }
  for (const component of status.components) {
    const pid = component.pid ? ` pid ${component.pid}` : '';
    lines.push(
      `  ${component.name}: ${component.state}${pid}, ${component.restarts} restarts`,
    );
    if (component.lastLines && component.state !== 'running') {
      lines.push(...component.lastLines.map(line => `    ${line}`));
    }
  }
  return `${lines.join('\n')}\n`;
}

/** The written status, corrected when its writer is gone. */
function currentStatus(stateDir: string): ClusterStatus | undefined {
  const paths = clusterPaths(stateDir);
  const status = readStatus(stateDir);
  const quiet = status?.phase === 'stopped' || status?.phase === 'failed';
  if (!status || quiet || FileLock.holder(paths.lock)) {
    return status;
  }
  return {
    ...status,
    phase: 'stopped',
    message: 'the cluster does not run',
    components: [],
  };
}
