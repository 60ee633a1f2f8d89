import { execCommand } from '../channels';
import type { KubernetesObject, ObjectSource } from '../check/types';
import type { ClusterClient } from '../gateway';
import { LabError } from './LabError';
import { commandTimedOut, noRunningPod } from './messages';
import type { ExecInput, ExecResult } from './types';

const POD = { apiVersion: 'v1', kind: 'Pod' };

/** Where a command is run, and as whom. */
export interface ExecAsLearnerOptions {
  /** Acts with the learner's token. */
  client: ClusterClient;
  namespace: string;
  /** All pods of the sandbox. */
  pods: ObjectSource;
  input: ExecInput;
}

/**
 * Waits for a running container and runs the command there.
 *
 * @throws LabError `timeout` when no container runs, or the command does not end; ClusterError
 */
export async function execAsLearner(
  options: ExecAsLearnerOptions,
): Promise<ExecResult> {
  const { client, namespace, pods, input } = options;
  const { timeoutMs, command } = input;
  const limit = AbortSignal.timeout(timeoutMs);
  let target: { pod: string; container: string } | undefined;
  try {
    target = await runningContainer(pods, input, limit);
    return await execCommand(client, {
      ...target,
      namespace,
      command,
      signal: limit,
    });
  } catch (error) {
    if (!limit.aborted) throw error;
    const text = target
      ? commandTimedOut(command[0], timeoutMs)
      : noRunningPod(input.pod, timeoutMs);
    throw new LabError('timeout', text, { cause: error });
  }
}

interface ContainerStatus {
  name: string;
  state?: { running?: object };
}

function runningContainer(
  source: ObjectSource,
  input: ExecInput,
  signal: AbortSignal,
): Promise<{ pod: string; container: string }> {
  return new Promise((resolve, reject) => {
    let look = () => {};
    const subscription = source.subscribe([POD], () => look());
    signal.addEventListener('abort', () => {
      subscription.stop();
      reject(signal.reason);
    });
    look = () => {
      const read = subscription.read(POD);
      const pods = read.state === 'synced' ? read.objects : [];
      const found = pods.flatMap(pod => containerOf(pod, input)).at(0);
      if (!found) return;
      subscription.stop();
      resolve(found);
    };
    look();
  });
}

function containerOf(
  { metadata, spec, status }: KubernetesObject,
  input: ExecInput,
): { pod: string; container: string }[] {
  const isMeant = Object.entries(input.pod).every(
    ([label, value]) => metadata.labels?.[label] === value,
  );
  if (!isMeant || metadata.deletionTimestamp) return [];
  const { containers } = spec as { containers: { name: string }[] };
  const container = input.container ?? containers[0].name;
  const { containerStatuses = [] } = (status ?? {}) as {
    containerStatuses?: ContainerStatus[];
  };
  const runs = containerStatuses.some(
    each => each.name === container && each.state?.running,
  );
  return runs ? [{ pod: metadata.name, container }] : [];
}
