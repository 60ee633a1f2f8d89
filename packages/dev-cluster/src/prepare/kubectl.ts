import { execFile } from 'node:child_process';
import type { ClusterConnection } from '../state/connection';

const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

/**
 * Runs kubectl as administrator of the cluster, whatever the user's own
 * kubeconfig says.
 *
 * @param options.input - goes to its standard input
 * @returns what it printed
 * @throws with kubectl's own words when it fails
 */
export function kubectl(
  connection: ClusterConnection,
  args: string[],
  options: { signal?: AbortSignal; input?: string } = {},
): Promise<string> {
  const { signal, input } = options;
  return new Promise((resolve, reject) => {
    const child = execFile(
      connection.kubectl,
      ['--kubeconfig', connection.adminKubeconfig, ...args],
      { maxBuffer: MAX_OUTPUT_BYTES, signal },
      (error, stdout, stderr) => {
        if (error) {
          reject(
            signal?.aborted
              ? signal.reason
              : new Error(
                  `kubectl ${args.join(' ')} failed:\n${(
                    stderr || error.message
                  ).trim()}`,
                ),
          );
        } else {
          resolve(stdout);
        }
      },
    );
    // Without a program there is no pipe; the callback tells.
    child.stdin?.once('error', () => {}).end(input);
  });
}
