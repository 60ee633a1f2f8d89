import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { readStatus } from './index';
import { identifyProcess, type ProcessIdentity } from './process/identity';
import { TestCluster, until } from './testing/TestCluster';

/** A first run builds the binaries. */
jest.setTimeout(15 * 60_000);

const WORKLOAD = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: first, namespace: shop }
`;

describe('an embedded cluster', () => {
  const cluster = TestCluster.create(WORKLOAD);

  beforeAll(() => cluster.up());
  afterAll(() => cluster.remove());

  /** Status code of a request to the API server with this token, or none. */
  function statusCode(path: string, token?: string): Promise<number> {
    const { server, caFile } = cluster.connection;
    return new Promise((resolve, reject) => {
      request(
        `${server}${path}`,
        {
          ca: readFileSync(caFile, 'utf8'),
          agent: false,
          headers: token ? { Authorization: `Bearer ${token}` } : {},
        },
        response => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      )
        .once('error', reject)
        .end();
    });
  }

  function hasConfigMap(name: string): Promise<string> {
    return cluster.kubectl(
      'get',
      'configmap',
      name,
      '-n',
      'shop',
      '-o',
      'name',
    );
  }

  function expectGone(processes: ProcessIdentity[]): void {
    expect(processes.length).toBeGreaterThan(0);
    for (const { pid } of processes) {
      expect(identifyProcess(pid)).toBeUndefined();
    }
  }

  it('is ready, with every component running', () => {
    const status = readStatus(cluster.dir);
    expect(status).toMatchObject({ phase: 'ready' });
    expect(
      status!.components.map(({ name, state }) => `${name} ${state}`),
    ).toEqual([
      'etcd running',
      'kube-apiserver running',
      'kube-controller-manager running',
      'kube-scheduler running',
      'kwok running',
    ]);
  });

  it('knows nobody without credentials', async () => {
    await expect(statusCode('/version')).resolves.toBe(401);
    await expect(statusCode('/version', 'guessed')).resolves.toBe(401);
  });

  it('lets the viewer read workloads, but no Secrets, and write nothing', async () => {
    const { viewerToken } = cluster.connection;
    await expect(statusCode('/api/v1/pods', viewerToken)).resolves.toBe(200);
    await expect(
      statusCode('/apis/apps/v1/deployments', viewerToken),
    ).resolves.toBe(200);
    await expect(statusCode('/api/v1/secrets', viewerToken)).resolves.toBe(403);
    await expect(
      cluster.kubectl(
        'auth',
        'can-i',
        'delete',
        'pods',
        '--as=backstage-kubernetes',
      ),
    ).rejects.toMatchObject({ stdout: 'no\n' });
  });

  it('gives the portal a token of its own, with few rights', async () => {
    const token = readFileSync(cluster.connection.academyTokenFile, 'utf8');
    await expect(statusCode('/api/v1/namespaces', token)).resolves.toBe(200);
    await expect(
      statusCode('/api/v1/namespaces/kube-system/secrets', token),
    ).resolves.toBe(403);
    await expect(
      cluster.kubectl(
        'get',
        'validatingadmissionpolicy',
        'academy-controller-scope',
      ),
    ).resolves.toContain('academy-controller-scope');
  });

  it.each([
    ['admin', 'kubernetes-academy:admin'],
    ['academy', 'system:serviceaccount:backstage:academy'],
    ['viewer', 'backstage-kubernetes'],
  ])('prints a kubeconfig for %s', async (identity, user) => {
    const { stdout } = await cluster.cli('kubeconfig', '--identity', identity);
    const file = join(cluster.root, `${identity}.kubeconfig`);
    writeFileSync(file, stdout, { mode: 0o600 });
    await expect(
      cluster.kubectl('--kubeconfig', file, 'auth', 'whoami', '-o', 'json'),
    ).resolves.toContain(`"username": "${user}"`);
  });

  it('finds itself running on a second up, and applies what is new', async () => {
    const supervisor = cluster.supervisor();
    const processes = cluster.processes();
    await expect(hasConfigMap('first')).resolves.toBe('configmap/first\n');
    writeFileSync(
      join(cluster.workloads, 'more.yaml'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: more, namespace: shop }\n',
    );
    const { stdout } = await cluster.up();
    expect(stdout).toContain('was running already');
    expect(cluster.supervisor()).toEqual(supervisor);
    expect(cluster.processes()).toEqual(processes);
    await expect(hasConfigMap('more')).resolves.toBe('configmap/more\n');
  });

  it('starts a killed API server again', async () => {
    const killed = cluster.pidOf('kube-apiserver');
    process.kill(killed, 'SIGKILL');
    await until(() => {
      const status = readStatus(cluster.dir);
      return (
        status?.phase === 'ready' &&
        status.components.some(({ restarts }) => restarts > 0)
      );
    });
    expect(cluster.pidOf('kube-apiserver')).not.toBe(killed);
    await expect(hasConfigMap('first')).resolves.toBe('configmap/first\n');
  });

  it('is taken over when its supervisor was killed', async () => {
    const before = cluster.processes();
    process.kill(cluster.supervisor()!.pid, 'SIGKILL');
    await expect(cluster.cli('status')).resolves.toMatchObject({
      stdout: 'stopped: the cluster does not run\n',
    });
    await cluster.up();
    expectGone(before);
    await expect(hasConfigMap('first')).resolves.toBe('configmap/first\n');
  });

  it('leaves no process behind, and says whose port was taken', async () => {
    const processes = [...cluster.processes(), cluster.supervisor()!];
    expect(processes).toHaveLength(6);
    await cluster.cli('down');
    expectGone(processes);
    expect(readStatus(cluster.dir)).toMatchObject({ phase: 'stopped' });

    const port = Number(new URL(cluster.connection.server).port);
    const thief = createServer();
    await new Promise<void>(resolve => {
      thief.listen(port, '127.0.0.1', resolve);
    });
    await expect(cluster.up()).rejects.toMatchObject({
      stderr: expect.stringContaining(
        `Port ${port}, chosen for the API server of the cluster "dev", is now used by another program`,
      ),
    });
    expect(readStatus(cluster.dir)).toMatchObject({ phase: 'failed' });
    thief.close();
  });

  it('stops what it started when it is interrupted, and keeps its state', async () => {
    const foreground = spawn(
      process.execPath,
      cluster.arguments('up', '--no-fsync'),
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let output = '';
    foreground.stdout.setEncoding('utf8').on('data', text => {
      output += text;
    });
    await until(() => output.includes('Ctrl-C stops it'));
    await expect(hasConfigMap('more')).resolves.toBe('configmap/more\n');
    const processes = cluster.processes();
    const ended = new Promise(resolve => {
      foreground.once('exit', resolve);
    });
    foreground.kill('SIGINT');
    await expect(ended).resolves.toBe(0);
    expectGone(processes);
  });
});
