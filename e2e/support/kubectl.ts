import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

interface ClusterConnection {
  kubectl: string;
  adminKubeconfig: string;
  statusFile: string;
}

/** The test cluster, as its start wrote it down. */
export function clusterConnection(): ClusterConnection {
  const dir = process.env.ACADEMY_TEST_CLUSTER;
  if (!dir) {
    throw new Error('ACADEMY_TEST_CLUSTER is not set; run npm test -- browser');
  }
  return JSON.parse(fs.readFileSync(path.join(dir, 'connection.json'), 'utf8'));
}

export interface KubectlResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The learner's hand: the real kubectl with the issued kubeconfig. */
export function kubectl(kubeconfig: string, args: string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(
    clusterConnection().kubectl,
    ['--kubeconfig', kubeconfig, ...args],
    { encoding: 'utf8', input },
  );
  return { code: status, stdout, stderr } as KubectlResult;
}

/** As {@link kubectl}, for commands that must succeed. */
export function kubectlOk(kubeconfig: string, args: string[], input?: string) {
  const result = kubectl(kubeconfig, args, input);
  if (result.code !== 0) {
    throw new Error(`kubectl ${args.join(' ')}: ${result.stderr}`);
  }
  return result.stdout;
}
