import type { KubernetesObject } from '../../types';

/** One run of a container: a restart is another one. */
export interface ContainerRun {
  /** The runtime's id. */
  id: string;
  podUid: string;
  pod: string;
  node: string;
  container: string;
  /** The run before the last restart. */
  previous: boolean;
  running: boolean;
}

interface State {
  running?: object;
  terminated?: { containerID?: string };
}

interface ContainerStatus {
  name: string;
  containerID?: string;
  state?: State;
  lastState?: State;
}

/**
 * The runs of a Pod's container whose log a node still has: the present one
 * and the one before.
 *
 * @param container - the Pod's first container when absent
 */
export function runsOf(
  pod: KubernetesObject,
  container?: string,
): ContainerRun[] {
  const { containers, nodeName } = pod.spec as {
    containers: { name: string }[];
    nodeName?: string;
  };
  const { containerStatuses = [], initContainerStatuses = [] } = (pod.status ??
    {}) as Record<string, ContainerStatus[] | undefined>;
  const name = container ?? containers[0].name;
  const status = [...containerStatuses, ...initContainerStatuses].find(
    each => each.name === name,
  );
  if (!status || !nodeName) return [];
  const { state, lastState, containerID } = status;
  const run = {
    podUid: pod.metadata.uid!,
    pod: pod.metadata.name,
    node: nodeName,
    container: name,
  };
  const runs: ContainerRun[] = [];
  const last = lastState?.terminated?.containerID;
  if (last) runs.push({ ...run, id: last, previous: true, running: false });
  // While it waits for its next start it still has the id of the last one.
  const present = state?.running ?? state?.terminated;
  if (containerID && present) {
    const running = state?.running !== undefined;
    runs.push({ ...run, id: containerID, previous: false, running });
  }
  return runs;
}
