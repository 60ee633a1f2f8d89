import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { clusterBinaries } from '../binaries/binarySet';
import { isAlive } from '../process/identity';
import { clusterPaths } from '../state/paths';
import { readStatus } from '../state/status';
import { compareSnapshots, takeHostSnapshot } from '../testing/HostSnapshot';
import { TestCluster } from '../testing/TestCluster';
import { nodePaths } from './nodePaths';
import { findProgram } from './programs';

/** A first run builds the binaries. */
jest.setTimeout(20 * 60_000);

const NAMESPACE = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
`;

const PAUSING_POD = `
apiVersion: v1
kind: Pod
metadata: { name: paused, namespace: shop }
spec:
  containers: [{ name: it, image: registry.k8s.io/e2e-test-images/agnhost:2.63.0, args: [pause] }]
`;

describe('bad luck of a cluster with a real node', () => {
  const clusters: TestCluster[] = [];

  afterEach(async () => {
    for (const cluster of clusters.splice(0)) {
      await cluster.remove();
    }
  });

  function create(): TestCluster {
    const cluster = TestCluster.create(NAMESPACE, 'real');
    clusters.push(cluster);
    return cluster;
  }

  async function reasonOf(failing: Promise<unknown>): Promise<string> {
    const failure = await failing.then(
      () => ({ stderr: '' }),
      error => error as { stderr: string },
    );
    return failure.stderr;
  }

  it('names the package when runc is missing, and the way without', async () => {
    const cluster = create();
    // In a mount namespace of this test, in which the program is hidden.
    const hidden = [
      '--mount',
      'sh',
      '-c',
      `mount --bind /dev/null ${findProgram('runc')} && exec "$@"`,
      'sh',
      process.execPath,
      ...cluster.arguments('up', '--nodes', 'real'),
    ];
    const failure = (() => {
      try {
        return execFileSync('unshare', hidden, { stdio: 'pipe' }).toString();
      } catch (error) {
        return (error as { stderr: Buffer }).stderr.toString();
      }
    })();
    expect(failure).toContain('A real node needs runc');
    expect(failure).toContain('apt-get install runc\n');
    expect(failure).toContain('--nodes simulated');
  });

  it('says who took its addresses, and chooses others when asked', async () => {
    const cluster = create();
    await cluster.init();
    const { server } = cluster.connection;
    const address = new URL(server).hostname;
    const before = takeHostSnapshot(cluster.dir);
    const ip = (...args: string[]) => execFileSync('ip', args);
    ip('link', 'add', 'thief0', 'type', 'veth', 'peer', 'name', 'thief1');
    try {
      ip('address', 'add', `${address}/24`, 'dev', 'thief0');
      const reason = await reasonOf(cluster.up());
      expect(reason).toContain(`${address}, chosen for the link to the real`);
      expect(reason).toContain(`the link thief0 with the address ${address}`);
      expect(readStatus(cluster.dir)).toMatchObject({ phase: 'failed' });
      await cluster.init();
      expect(cluster.connection.server).not.toBe(server);
    } finally {
      ip('link', 'delete', 'thief0');
    }
    expect(compareSnapshots(before, takeHostSnapshot(cluster.dir))).toEqual({});
  });

  it('shows the last words of a component that ends at its start', async () => {
    const cluster = create();
    const cache = mkdtempSync(join(tmpdir(), 'academy-cache-'));
    const before = takeHostSnapshot(cluster.dir);
    try {
      breakKubelet(cache);
      cluster.env.ACADEMY_CACHE_DIR = cache;
      const reason = await reasonOf(cluster.up());
      expect(reason).toContain('kubelet ended 5 times shortly after its start');
      expect(reason).toContain('lastly with exit code 3');
      expect(reason).toContain('kubelet: broken on purpose');
      expect(compareSnapshots(before, takeHostSnapshot(cluster.dir))).toEqual(
        {},
      );
    } finally {
      await cluster.cli('down');
      rmSync(cache, { recursive: true, force: true });
    }
  });

  it('says which image found no room, and goes on with it when there is', async () => {
    const cluster = create();
    await cluster.init();
    const { containerd } = nodePaths(clusterPaths(cluster.dir));
    mkdirSync(containerd, { recursive: true });
    const mount = (...args: string[]) => execFileSync('mount', args);
    mount('-t', 'tmpfs', '-o', 'size=200m', 'tmpfs', containerd);
    try {
      const reason = await reasonOf(cluster.up());
      expect(reason).toMatch(
        /The image \S+ cannot be imported into .*, where \d+ MiB are free and about \d+ MiB are needed/,
      );
      expect(reason).toContain('no space left on device');
      expect(reason).toContain('Make room there');
      mount('-o', 'remount,size=3g', containerd);
      await cluster.up();
      await cluster.apply(PAUSING_POD);
      await untilPodReady(cluster);
    } finally {
      await cluster.cli('down');
      execFileSync('umount', [containerd]);
    }
    const { stdout } = await cluster.up();
    expect(stdout).toContain('importing the image');
    await untilPodReady(cluster);
  });

  it('leaves a second cluster on the machine alone', async () => {
    const [one, other] = [create(), create()];
    await one.up();
    await other.up();
    expect(one.connection.server).not.toBe(other.connection.server);
    await other.apply(PAUSING_POD);
    await untilPodReady(other);
    const untouched = other.processes();
    const left = one.processes();

    process.kill(one.supervisor()!.pid, 'SIGKILL');
    await one.up();
    expect(left.filter(isAlive)).toEqual([]);
    await one.cli('down');

    expect(other.processes()).toEqual(untouched);
    expect(untouched.filter(isAlive)).toEqual(untouched);
    await untilPodReady(other);
  });

  async function untilPodReady(cluster: TestCluster): Promise<void> {
    await cluster.kubectl(
      ...['wait', '--for=condition=Ready', 'pod/paused', '-n', 'shop'],
      '--timeout=2m',
    );
  }

  /** All binaries of the machine's cache, but for a kubelet that fails. */
  function breakKubelet(cache: string): void {
    const bin = join(cache, 'bin');
    mkdirSync(bin);
    for (const { binDir, tools } of clusterBinaries('real')) {
      const dir = join(bin, basename(binDir));
      mkdirSync(dir, { recursive: true });
      const names = tools.map(({ name }) => name);
      for (const name of readdirSync(binDir).filter(each =>
        names.includes(each),
      )) {
        if (name === 'kubelet') {
          writeFileSync(
            join(dir, name),
            '#!/bin/sh\necho "kubelet: broken on purpose"\nexit 3\n',
          );
          chmodSync(join(dir, name), 0o755);
        } else {
          symlinkSync(join(binDir, name), join(dir, name));
        }
      }
    }
  }
});
