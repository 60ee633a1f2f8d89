import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot, TestCluster } from './testCluster';

const run = promisify(execFile);

/**
 * A cluster that no other test uses, for what is true of a whole cluster.
 *
 * @param name - sets it apart from those of other suites
 */
export async function startOwnCluster(
  name: string,
): Promise<{ test: TestCluster; dir: string; stop(): Promise<void> }> {
  const root = repositoryRoot();
  const dir = join(root, '.academy', `test-cluster-${name}`);
  // A child of jest would take itself for a test.
  const { JEST_WORKER_ID: _, NODE_OPTIONS: __, ...env } = process.env;
  const cluster = (...args: string[]) =>
    run(
      process.execPath,
      [join(root, 'scripts/run.mjs'), 'cluster', ...args, '--dir', dir],
      { cwd: root, env },
    );
  // What a run that was cut off has left is none of the next one's business.
  await cluster('down');
  await rm(dir, { recursive: true, force: true });
  await cluster('up', '--detach', '--no-fsync');
  const test = TestCluster.at(dir);
  return {
    test,
    dir,
    async stop() {
      await test.close();
      await cluster('down');
    },
  };
}
