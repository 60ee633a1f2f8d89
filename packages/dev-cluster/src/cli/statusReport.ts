import { AdminApi } from '../api/AdminApi';
import { FileLock } from '../process/lock';
import { readConnection } from '../state/connection';
import { clusterPaths } from '../state/paths';
import { readStatus, type ClusterStatus } from '../state/status';
import { describeStep } from './progress';

/** Where manifests/real puts DNS, metrics and storage. */
const ADD_ON_NAMESPACES = ['kube-system', 'local-path-storage'];

interface DeploymentList {
  items: Array<{
    metadata: { name: string; namespace: string };
    status: { availableReplicas?: number };
  }>;
}

/** What `status` prints. */
export async function reportStatus(
  stateDirs: string[],
  json: boolean,
): Promise<string> {
  if (json) {
    const statuses = stateDirs.map(dir => currentStatus(dir) ?? null);
    const [only] = statuses;
    const content = statuses.length === 1 ? only : statuses;
    return `${JSON.stringify(content, null, 2)}\n`;
  }
  return (await Promise.all(stateDirs.map(describeStatus))).join('\n');
}

async function describeStatus(stateDir: string): Promise<string> {
  const status = currentStatus(stateDir);
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
  if (status.phase === 'ready') {
    lines.push(...(await missingAddOns(stateDir)));
  }
  return `${lines.join('\n')}\n`;
}

/** A real node is ready before they are. */
async function missingAddOns(stateDir: string): Promise<string[]> {
  const connection = readConnection(stateDir);
  if (connection.nodes === 'simulated') {
    return [];
  }
  const api = AdminApi.create(connection, clusterPaths(stateDir));
  const bodies = await Promise.all(
    ADD_ON_NAMESPACES.map(namespace =>
      api.get(`/apis/apps/v1/namespaces/${namespace}/deployments`),
    ),
  );
  return bodies
    .flatMap(
      body => (JSON.parse(body ?? '{"items":[]}') as DeploymentList).items,
    )
    .filter(({ status }) => !status.availableReplicas)
    .map(
      ({ metadata: { name, namespace } }) =>
        `  ${name}: not available yet, see its pods in ${namespace}`,
    );
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
