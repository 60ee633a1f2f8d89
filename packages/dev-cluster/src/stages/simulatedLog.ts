import { writeFileAtomic } from '../state/atomicFile';

const LINES = [
  'This container runs on a simulated node. It has a status, but no process, so it prints nothing.',
  'Logs, exec and port-forward need a training cluster with real nodes.',
];

/** Writes what `kubectl logs` shows for every container, in the format of the CRI. */
export function writeSimulatedLog(file: string): void {
  const time = new Date().toISOString();
  writeFileAtomic(
    file,
    LINES.map(line => `${time} stdout F ${line}\n`).join(''),
  );
}

/** The object that makes kwok answer with that file. */
export function simulatedLogs(file: string): object {
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'ClusterLogs',
    metadata: { name: 'simulated' },
    spec: { logs: [{ logsFile: file, previousLogsFile: file, follow: false }] },
  };
}
