import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../__testUtils__/testCluster';

const run = promisify(execFile);
const DIR = join(ROOT, '.academy/test-cluster-kill');

/** An embedded cluster of its own, whose processes may be killed. It starts them again. */
export class KillCluster {
  /** Starts it, or finds it running, and names it to everything in this process. */
  static async start(): Promise<KillCluster> {
    await cluster('up', '--detach', '--no-fsync');
    process.env.ACADEMY_TEST_CLUSTER = DIR;
    return new KillCluster();
  }

  /** SIGKILL to a process of the control plane. */
  kill(component: 'etcd' | 'kube-apiserver'): void {
    const { components } = JSON.parse(
      readFileSync(join(DIR, 'status.json'), 'utf8'),
    );
    const { pid } = components.find(({ name }: any) => name === component);
    if (pid) {
      process.kill(pid, 'SIGKILL');
    }
  }

  async stop(): Promise<void> {
    await cluster('down');
  }
}

function cluster(...args: string[]): Promise<unknown> {
  const script = join(ROOT, 'scripts/run.mjs');
  const argv = [script, 'cluster', ...args, '--dir', DIR];
  const { JEST_WORKER_ID: _, NODE_OPTIONS: __, ...env } = process.env;
  return run(process.execPath, argv, { cwd: ROOT, env });
}
