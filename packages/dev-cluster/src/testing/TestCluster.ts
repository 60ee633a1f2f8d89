import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { PACKAGE_DIR } from '../binaries/binarySet';
import type { NodeKind } from '../binaries/types';
import type { ProcessIdentity } from '../process/identity';
import { readJson } from '../state/atomicFile';
import { readConnection, type ClusterConnection } from '../state/connection';
import { clusterPaths } from '../state/paths';
import { readStatus } from '../state/status';

const run = promisify(execFile);
const POLL_MS = 100;

/** A real cluster of its own in a temporary folder, driven by its command line. */
export class TestCluster {
  readonly root = mkdtempSync(join(tmpdir(), 'academy-cluster-'));
  readonly dir = join(this.root, 'state');
  /** What `up` applies. */
  readonly workloads = join(this.root, 'workloads');

  /** What the command line sees besides the test's own. */
  readonly env: NodeJS.ProcessEnv = {};
  readonly #nodes: NodeKind;

  private constructor(nodes: NodeKind) {
    this.#nodes = nodes;
    mkdirSync(this.workloads);
  }

  /** Nothing runs yet. Real nodes need root. */
  static create(workload: string, nodes: NodeKind = 'simulated'): TestCluster {
    const cluster = new TestCluster(nodes);
    writeFileSync(join(cluster.workloads, 'workload.yaml'), workload);
    return cluster;
  }

  get connection(): ClusterConnection {
    return readConnection(this.dir);
  }

  /** Arguments with which Node runs the command line. */
  arguments(...args: string[]): string[] {
    return [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(PACKAGE_DIR, 'src', 'cli.ts'),
      ...args,
      '--dir',
      this.dir,
    ];
  }

  /** Runs the command line to its end. Rejects with `stderr`. */
  cli(...args: string[]): Promise<{ stdout: string }> {
    return run(process.execPath, this.arguments(...args), {
      env: { ...process.env, ...this.env },
    });
  }

  init(): Promise<{ stdout: string }> {
    return this.cli('init', '--nodes', this.#nodes);
  }

  up(): Promise<{ stdout: string }> {
    return this.cli(
      'up',
      '--detach',
      '--no-fsync',
      '--nodes',
      this.#nodes,
      '--manifests',
      this.workloads,
    );
  }

  async remove(): Promise<void> {
    await this.cli('down');
    rmSync(this.root, { recursive: true, force: true });
  }

  /** As administrator, unless the arguments name another kubeconfig. */
  async kubectl(...args: string[]): Promise<string> {
    const { kubectl, adminKubeconfig } = this.connection;
    const { stdout } = await run(kubectl, [
      '--kubeconfig',
      adminKubeconfig,
      ...args,
    ]);
    return stdout;
  }

  async get<T>(...args: string[]): Promise<T> {
    return JSON.parse(await this.kubectl('get', ...args, '-o', 'json')) as T;
  }

  async apply(manifest: string): Promise<void> {
    const file = join(this.root, 'manifest.yaml');
    writeFileSync(file, manifest);
    await this.kubectl('apply', '--filename', file);
  }

  /** The recorded components. */
  processes(): ProcessIdentity[] {
    return readJson<ProcessIdentity[]>(clusterPaths(this.dir).processes) ?? [];
  }

  supervisor(): ProcessIdentity | undefined {
    return readJson<ProcessIdentity>(clusterPaths(this.dir).lock);
  }

  pidOf(component: string): number {
    const found = readStatus(this.dir)?.components.find(
      ({ name }) => name === component,
    );
    if (!found?.pid) {
      throw new Error(`${component} does not run`);
    }
    return found.pid;
  }
}

/** Asks until the answer is something; the test's timeout ends it. */
export async function until<T>(
  ask: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    await sleep(POLL_MS);
  }
}
