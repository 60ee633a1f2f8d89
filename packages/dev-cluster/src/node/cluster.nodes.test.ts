import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { identifyProcess } from '../process/identity';
import { readStatus } from '../state/status';
import {
  compareSnapshots,
  takeHostSnapshot,
  type HostSnapshot,
} from '../testing/HostSnapshot';
import { TestCluster, until } from '../testing/TestCluster';
import {
  CLIENT_MANIFEST,
  MANY_PODS,
  MANY_PODS_MANIFEST,
} from '../testing/workloads';

/** A first run builds the binaries. */
jest.setTimeout(20 * 60_000);

/** The kubelet wants others. Harmless values, set by the test to be sure of that. */
const OWN_SYSCTLS = {
  '/proc/sys/kernel/panic': '7',
  '/proc/sys/kernel/keys/root_maxkeys': '900000',
};

describe('a cluster with a real node', () => {
  const cluster = TestCluster.create(MANY_PODS_MANIFEST, 'real');
  const previous = new Map<string, string>();
  let before: HostSnapshot;

  beforeAll(async () => {
    for (const [file, value] of Object.entries(OWN_SYSCTLS)) {
      previous.set(file, readFileSync(file, 'utf8'));
      writeFileSync(file, value);
    }
    before = takeHostSnapshot(cluster.dir);
    await cluster.up();
    await untilAllPodsRun();
  });

  afterAll(async () => {
    await cluster.remove();
    for (const [file, value] of previous) {
      writeFileSync(file, value);
    }
  });

  async function untilAllPodsRun(): Promise<void> {
    await cluster.kubectl(
      ...['rollout', 'status', 'deployment/web', '-n', 'many'],
      '--timeout=5m',
    );
  }

  /** State and parent of all processes in the node's namespaces. */
  function inside(): Array<{ state: string; parent: string }> {
    return execFileSync(
      'nsenter',
      [
        `--target=${cluster.pidOf('kubelet')}`,
        ...['--mount', '--pid', 'ps', '-eo', 'stat=,ppid='],
      ],
      { encoding: 'utf8' },
    )
      .trim()
      .split('\n')
      .map(line => line.trim().split(/\s+/))
      .map(([state, parent]) => ({ state, parent }));
  }

  function inClient(command: string): Promise<string> {
    return cluster.kubectl(
      ...['exec', 'client', '-n', 'many', '--', 'sh', '-c', command],
    );
  }

  /** The kubelet may be connecting to containerd still. */
  async function untilNoteIsRead(): Promise<void> {
    await until(async () => {
      try {
        return (await inClient('cat /notes/note')) === 'kept\n';
      } catch {
        return undefined;
      }
    });
  }

  it('is ready, with every component inside its namespaces', () => {
    const status = readStatus(cluster.dir)!;
    expect(status.phase).toBe('ready');
    expect(
      status.components.map(({ name, state }) => `${name} ${state}`),
    ).toEqual([
      'containerd running',
      'etcd running',
      'kube-apiserver running',
      'kubelet running',
      'kube-proxy running',
      'kube-controller-manager running',
      'kube-scheduler running',
      'kwok running',
    ]);
    for (const { name, pid } of status.components) {
      expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).toContain(name);
    }
  });

  it('shows the machine one link, one route and its cgroups, nothing else', () => {
    const changes = compareSnapshots(before, takeHostSnapshot(cluster.dir));
    const ownSysctls = changes.sysctls?.filter(
      line => !/conf[./]acad\d+/.test(line),
    );
    expect({ ...changes, sysctls: ownSysctls }).toEqual({
      links: [expect.stringContaining('acad')],
      addresses: expect.arrayContaining([expect.stringContaining('10.231.')]),
      routes: expect.anything(),
      cgroups: expect.anything(),
      processes: expect.anything(),
      sysctls: [],
    });
  });

  it('keeps pods off the simulated nodes', async () => {
    const pods = await cluster.get<{
      items: Array<{ spec: { nodeName: string } }>;
    }>('pods', '--all-namespaces');
    expect(pods.items.length).toBeGreaterThan(MANY_PODS);
    expect(new Set(pods.items.map(({ spec }) => spec.nodeName))).toEqual(
      new Set(['real-0']),
    );
  });

  it('runs containers: logs, exec, names, Services and volumes', async () => {
    await cluster.apply(CLIENT_MANIFEST);
    await cluster.kubectl(
      ...['wait', '--for=condition=Ready', 'pod/client', '-n', 'many'],
      '--timeout=2m',
    );
    await expect(cluster.kubectl('logs', 'client', '-n', 'many')).resolves.toBe(
      'asked for it\n',
    );
    const name = await inClient('timeout 5 wget -qO- http://web/hostname');
    expect(name).toMatch(/^web-/);
    await expect(
      inClient(
        'timeout 5 wget -qO- http://web.many.svc.cluster.local/hostname && nslookup kubernetes.default.svc.cluster.local',
      ),
    ).resolves.toContain('10.96.0.1');
    await inClient('echo kept > /notes/note');
  });

  it('reaps what containers leave behind', async () => {
    await cluster.kubectl(
      ...['run', 'orphan', '-n', 'many', '--restart=Never'],
      '--image=docker.io/library/busybox:1.37',
      ...['--', 'sh', '-c', 'sleep 0.1 & exit 0'],
    );
    await cluster.kubectl('delete', 'pod', 'orphan', '-n', 'many');
    const ended = ({ state, parent }: { state: string; parent: string }) =>
      state.startsWith('Z') && parent === '1';
    await until(() => !inside().some(ended));
    expect(
      inside().filter(({ parent }) => parent === '1').length,
    ).toBeGreaterThan(MANY_PODS);
  });

  it('measures pods', async () => {
    const answer = await until(async () => {
      try {
        return await cluster.kubectl('top', 'pod', 'client', '-n', 'many');
      } catch {
        return undefined;
      }
    });
    expect(answer).toMatch(/client\s+\d+m\s+\d+Mi/);
  });

  it('starts a killed containerd again while containers go on', async () => {
    const killed = cluster.pidOf('containerd');
    process.kill(killed, 'SIGKILL');
    await until(() => {
      const status = readStatus(cluster.dir)!;
      return (
        status.phase === 'ready' &&
        status.components.some(({ restarts }) => restarts > 0)
      );
    });
    expect(cluster.pidOf('containerd')).not.toBe(killed);
    await untilNoteIsRead();
    const client = await cluster.get<{
      status: { containerStatuses: Array<{ restartCount: number }> };
    }>('pod', 'client', '-n', 'many');
    expect(client.status.containerStatuses[0].restartCount).toBe(0);
  });

  it('leaves nothing when it goes down with many pods running', async () => {
    await untilAllPodsRun();
    await cluster.cli('down');
    expect(compareSnapshots(before, takeHostSnapshot(cluster.dir))).toEqual({});
  });

  it('has its content and images at the second start', async () => {
    const { stdout } = await cluster.up();
    expect(stdout).not.toMatch(/importing|applying/);
    await untilAllPodsRun();
    await cluster.kubectl(
      ...['wait', '--for=condition=Ready', 'pod/client', '-n', 'many'],
      '--timeout=2m',
    );
    await untilNoteIsRead();
    expect(readStatus(cluster.dir)!.phase).toBe('ready');
  });

  it('is cleaned up when its supervisor was killed with pods running', async () => {
    const processes = [...cluster.processes(), cluster.supervisor()!];
    process.kill(cluster.supervisor()!.pid, 'SIGKILL');
    await until(() => !identifyProcess(cluster.supervisor()!.pid));
    expect(identifyProcess(cluster.pidOf('etcd'))).toBeDefined();
    const { stdout } = await cluster.cli('down');
    expect(stdout).toContain('is stopped');
    expect(processes.filter(({ pid }) => identifyProcess(pid))).toEqual([]);
    expect(compareSnapshots(before, takeHostSnapshot(cluster.dir))).toEqual({});
  });
});
