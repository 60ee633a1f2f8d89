import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MachineProbe } from '../node/preflight';
import { identifyProcess } from '../process/identity';
import { readJson, writeJson } from '../state/atomicFile';
import { readConnection } from '../state/connection';
import {
  clusterPaths,
  kubeconfigPath,
  type ClusterPaths,
} from '../state/paths';
import { readSettings } from '../state/settings';
import { readStatus, StatusWriter } from '../state/status';
import { recordProcesses } from '../supervisor/leftovers';
import { resetCluster, stopCluster } from './down';
import { initCluster } from './init';
import { reportStatus } from './statusReport';

describe('the state directory', () => {
  let dir: string;
  let paths: ClusterPaths;
  let bystander: ChildProcess | undefined;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'academy-state-'));
    paths = clusterPaths(dir);
  });

  afterEach(() => {
    bystander?.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  });

  function init() {
    return initCluster({
      stateDir: dir,
      name: 'dev',
      nodes: 'simulated',
      repairPorts: true,
    });
  }

  function startBystander(): number {
    bystander = spawn('sleep', ['600'], { stdio: 'ignore' });
    return bystander.pid!;
  }

  it('tells clients everything before anything runs', async () => {
    const connection = await init();
    expect(readConnection(dir)).toEqual(connection);
    expect(connection).toMatchObject({
      name: 'dev',
      server: `https://127.0.0.1:${readSettings(paths)!.ports.apiServer}`,
      statusFile: paths.status,
    });
    for (const file of [
      connection.caFile,
      connection.adminKubeconfig,
      paths.connection,
      paths.settings,
      paths.staticTokens,
    ]) {
      expect(statSync(file).mode & 0o077).toBe(0);
    }
    expect(readStatus(dir)).toMatchObject({ phase: 'building' });
  });

  it('keeps ports and token when it is initialised again', async () => {
    const first = await init();
    expect(await init()).toEqual(first);
  });

  it('serialises commands that initialise at the same time', async () => {
    const [one, other] = await Promise.all([init(), init()]);
    expect(one).toEqual(other);
  });

  it('chooses other ports when one was taken meanwhile', async () => {
    await init();
    const { ports } = readSettings(paths)!;
    const thief = createServer();
    await new Promise<void>(resolve => {
      thief.listen(ports.etcdClient, '127.0.0.1', resolve);
    });
    const connection = await init();
    thief.close();
    const chosen = readSettings(paths)!.ports;
    expect(Object.values(chosen)).not.toContain(ports.etcdClient);
    expect(connection.server).toBe(`https://127.0.0.1:${chosen.apiServer}`);
  });

  it('never ends a process that got the pid of one of ours', async () => {
    await init();
    const pid = startBystander();
    const recycled = { pid, startTime: 'when ours was started' };
    recordProcesses(paths, [recycled]);
    writeJson(paths.lock, recycled);
    await expect(stopCluster({ stateDir: dir })).resolves.toBe(false);
    expect(identifyProcess(pid)).toBeDefined();
    expect(readStatus(dir)).toMatchObject({ phase: 'stopped' });
  });

  it('ends what a killed supervisor left behind', async () => {
    await init();
    const pid = startBystander();
    recordProcesses(paths, [identifyProcess(pid)!]);
    await expect(stopCluster({ stateDir: dir })).resolves.toBe(true);
    expect(identifyProcess(pid)).toBeUndefined();
    expect(existsSync(paths.processes)).toBe(false);
  });

  it('keeps ports and viewer token over a reset, and nothing else', async () => {
    await init();
    const settings = readSettings(paths);
    await resetCluster({ stateDir: dir });
    expect(readSettings(paths)).toEqual(settings);
    expect(existsSync(paths.pki)).toBe(false);
    expect(() => readConnection(dir)).toThrow('There is no cluster');
  });

  it('does not call a cluster ready whose supervisor is gone', async () => {
    await init();
    const status = StatusWriter.create(paths.status);
    status.enter({ phase: 'ready', message: 'the cluster is ready' });
    expect(readJson(paths.status)).toMatchObject({ phase: 'ready' });
    await expect(reportStatus([dir], false)).resolves.toBe(
      'stopped: the cluster does not run\n',
    );
    expect(JSON.parse(await reportStatus([dir], true))).toMatchObject({
      phase: 'stopped',
    });
  });

  it('says once for all how far several clusters are', async () => {
    await init();
    const other = join(dir, 'other');
    await expect(reportStatus([dir, other], false)).resolves.toBe(
      `stopped: the cluster does not run\n\nThere is no cluster in ${other}.\n`,
    );
    expect(JSON.parse(await reportStatus([dir, other], true))).toEqual([
      expect.objectContaining({ phase: 'stopped' }),
      null,
    ]);
  });

  it('takes a cluster without a kind of nodes for a simulated one', async () => {
    await init();
    const { nodes, ...older } = readSettings(paths)!;
    expect(nodes).toBe('simulated');
    writeJson(paths.settings, older);
    const { nodes: told, ...connection } = await init();
    expect(told).toBe('simulated');
    writeJson(paths.connection, connection);
    expect(readConnection(dir).nodes).toBe('simulated');
  });

  describe('with a real node', () => {
    const probe: MachineProbe = {
      platform: 'linux',
      isRoot: true,
      hasProgram: () => true,
      hasCniPlugins: () => true,
      cgroups: () => ({ version: 2, mounts: ['/sys/fs/cgroup'] }),
      controllers: () => ['cpu', 'cpuset', 'memory', 'pids'],
      canOverlay: () => true,
    };

    function initReal(changes: Partial<MachineProbe> = {}) {
      return initCluster({
        stateDir: dir,
        name: 'dev',
        nodes: 'real',
        repairPorts: true,
        probe: { ...probe, ...changes },
      });
    }

    it('is reached by an address of its own, which stays', async () => {
      const connection = await initReal();
      expect(connection).toMatchObject({
        nodes: 'real',
        server: expect.stringMatching(/^https:\/\/10\.231\.\d+\.\d+:6443$/),
      });
      expect(await initReal()).toEqual(connection);
      for (const identity of ['kubelet', 'kube-proxy', 'admin']) {
        expect(existsSync(kubeconfigPath(paths, identity))).toBe(true);
      }
    });

    it('writes nothing where none can run', async () => {
      await expect(initReal({ isRoot: false })).rejects.toThrow('needs root');
      expect(existsSync(paths.settings)).toBe(false);
    });

    it('does not become a cluster of the other kind', async () => {
      await initReal();
      await expect(init()).rejects.toThrow(
        `The cluster in ${dir} has real nodes. Choose another folder with --dir`,
      );
    });
  });
});
