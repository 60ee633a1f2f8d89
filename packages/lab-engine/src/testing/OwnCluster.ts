import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './eventually';
import { startOwnCluster } from './startOwnCluster';
import { repositoryRoot, type TestCluster } from './testCluster';

const WATCH_MANIFESTS = 'packages/lab-engine/manifests/watch';

/** A cluster that nobody else uses: its parts may be stopped and killed. */
export class OwnCluster {
  readonly test: TestCluster;
  readonly #dir: string;
  readonly #stop: () => Promise<void>;

  private constructor(started: Awaited<ReturnType<typeof startOwnCluster>>) {
    this.test = started.test;
    this.#dir = started.dir;
    this.#stop = started.stop;
  }

  /** Starts one with simulated nodes, which takes about ten seconds. */
  static async start(name: string): Promise<OwnCluster> {
    return new OwnCluster(await startOwnCluster(name));
  }

  /** Installs what the watch scope `cluster` needs. */
  async installWatchComponent(): Promise<void> {
    await this.kubectl(
      'apply',
      '--kustomize',
      join(repositoryRoot(), WATCH_MANIFESTS),
    );
  }

  /** As administrator. @throws Error with what kubectl complained about */
  async kubectl(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.test.kubectl(args);
    if (code !== 0) throw new Error(stderr);
    return stdout;
  }

  /** Applies a manifest as administrator. */
  async apply(manifest: string): Promise<void> {
    const args = ['apply', '--filename', '-'];
    const { code, stderr } = await this.test.kubectl(args, manifest);
    if (code !== 0) throw new Error(stderr);
  }

  /** Sends a signal to a component; one that ends is started again by itself. */
  signal(component: string, signal: NodeJS.Signals): void {
    process.kill(this.#pidOf(component), signal);
  }

  /** Kills the API server; resolves once another one answers. */
  async restartApiServer(): Promise<void> {
    const before = this.#pidOf('kube-apiserver');
    process.kill(before, 'SIGKILL');
    await eventually(() => {
      if (this.#pidOf('kube-apiserver') === before) throw new Error('is gone');
    });
    await eventually(() => this.kubectl('get', '--raw', '/readyz'));
  }

  async remove(): Promise<void> {
    await this.#stop();
  }

  #pidOf(component: string): number {
    const file = join(this.#dir, 'status.json');
    const { components } = JSON.parse(readFileSync(file, 'utf8')) as {
      components: { name: string; pid?: number }[];
    };
    const pid = components.find(({ name }) => name === component)?.pid;
    if (!pid) throw new Error(`${component} does not run`);
    return pid;
  }
}
