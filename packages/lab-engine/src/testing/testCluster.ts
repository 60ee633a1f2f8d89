import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  createGateway,
  fixedToken,
  type ClusterClient,
  type GatewayCluster,
} from '../gateway';
import type { KeyedCertificate } from '../pki/certificates';
import type { ProvisionInput, TrainingClusterOptions } from '../runtime/types';
import {
  provisionSandbox,
  removeSandbox,
  sandboxName,
  type ProvisionedSandbox,
} from '../sandbox';

const LIFE_MS = 2 * 3_600_000;

interface Connection {
  server: string;
  caFile: string;
  academyTokenFile: string;
  adminKubeconfig: string;
  kubectl: string;
}

/** What a command printed and how it ended. */
export interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** The embedded cluster, as tests use it. Never skips: without a cluster it throws. */
export class TestCluster {
  readonly options: TrainingClusterOptions & { server: string };
  readonly cluster: GatewayCluster;
  readonly #connection: Connection;
  readonly #gateway: ReturnType<typeof createGateway>;
  readonly #sandboxes: ProvisionedSandbox[] = [];
  #folder: string | undefined;

  private constructor(connection: Connection) {
    this.#connection = connection;
    this.options = {
      name: 'test',
      title: 'Test cluster',
      server: connection.server,
      caFile: connection.caFile,
      identity: { tokenFile: connection.academyTokenFile },
      maxSandboxes: 40,
      capabilities: {},
    };
    this.#gateway = createGateway({ clusters: [this.options] });
    [this.cluster] = this.#gateway.clusters();
  }

  /** @throws Error with what to run when there is no cluster */
  static create(): TestCluster {
    return TestCluster.#open({
      variable: 'ACADEMY_TEST_CLUSTER',
      folder: 'test-cluster',
      command: 'up',
    });
  }

  /** The one with a real node. @throws Error with what to run when there is none */
  static createReal(): TestCluster {
    return TestCluster.#open({
      variable: 'ACADEMY_TEST_CLUSTER_REAL',
      folder: 'test-cluster-real',
      command: 'up --nodes real',
    });
  }

  /** The one of a state directory. */
  static at(folder: string): TestCluster {
    const file = join(folder, 'connection.json');
    return new TestCluster(JSON.parse(readFileSync(file, 'utf8')));
  }

  static #open(options: {
    variable: string;
    folder: string;
    command: string;
  }): TestCluster {
    const usual = join('.academy', options.folder);
    const folder =
      process.env[options.variable] ?? join(repositoryRoot(), usual);
    try {
      return TestCluster.at(folder);
    } catch (cause) {
      throw new Error(
        `No cluster in ${folder}: run npm run cluster -- ${options.command} --dir ${usual}`,
        { cause },
      );
    }
  }

  /** Acts as the portal's backend. */
  get client(): ClusterClient {
    return this.cluster.client;
  }

  /** Port of the API server on the loopback address. */
  get port(): number {
    return Number(new URL(this.options.server).port);
  }

  /** Input for a sandbox of its own. */
  input(attemptId = randomBytes(6).toString('hex')): ProvisionInput {
    return {
      cluster: this.options.name,
      namespace: sandboxName({
        unit: 'tests/lab-engine/sandbox',
        userRef: 'user:default/test',
        secret: 'test',
      }),
      owner: { instance: 'lab-engine-test', attemptId },
      expiresAt: new Date(Date.now() + LIFE_MS),
    };
  }

  /** A sandbox that is removed with {@link TestCluster.close}. */
  async newSandbox(input = this.input()): Promise<ProvisionedSandbox> {
    const sandbox = await provisionSandbox(this.client, input);
    this.#sandboxes.push(sandbox);
    return sandbox;
  }

  /** Acts as cluster administrator, exempt from the guards. */
  async admin(): Promise<ClusterClient> {
    return this.client.withToken(fixedToken(await this.adminToken()));
  }

  /** Of an account in `kube-system` that may do everything. */
  async adminToken(): Promise<string> {
    const account = 'academy-lab-engine-tests';
    await this.kubectl(
      ['apply', '-f', '-'],
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [
          {
            apiVersion: 'v1',
            kind: 'ServiceAccount',
            metadata: { name: account, namespace: 'kube-system' },
          },
          {
            apiVersion: 'rbac.authorization.k8s.io/v1',
            kind: 'ClusterRoleBinding',
            metadata: { name: account },
            roleRef: {
              apiGroup: 'rbac.authorization.k8s.io',
              kind: 'ClusterRole',
              name: 'cluster-admin',
            },
            subjects: [
              {
                kind: 'ServiceAccount',
                name: account,
                namespace: 'kube-system',
              },
            ],
          },
        ],
      }),
    );
    const { stdout } = await this.kubectl([
      ...['create', 'token', account],
      ...['--namespace', 'kube-system'],
    ]);
    return stdout.trim();
  }

  /** The authority that signs the certificates of the cluster's users. */
  async clientAuthority(): Promise<KeyedCertificate> {
    const { caFile } = this.#connection;
    const [certificate, key] = await Promise.all([
      readFile(caFile, 'utf8'),
      readFile(caFile.replace(/\.crt$/, '.key'), 'utf8'),
    ]);
    return { certificate, key };
  }

  /** The real kubectl, as administrator unless the arguments name a kubeconfig. */
  kubectl(args: string[], stdin?: string): Promise<CommandResult> {
    const { kubectl, adminKubeconfig } = this.#connection;
    const config = args.includes('--kubeconfig')
      ? []
      : ['--kubeconfig', adminKubeconfig];
    return new Promise(settle => {
      const child = execFile(
        kubectl,
        [...config, ...args],
        (error, stdout, stderr) => {
          const code = error ? Number(error.code ?? 1) : 0;
          settle({ code, stdout, stderr });
        },
      );
      child.stdin?.end(stdin ?? '');
    });
  }

  /** A kubectl that goes on until it is ended, as a port-forward does. */
  startKubectl(args: string[]): ChildProcess {
    return spawn(this.#connection.kubectl, args, { stdio: 'pipe' });
  }

  /** Writes a file that disappears with {@link TestCluster.close}. @returns its path */
  async file(name: string, content: string): Promise<string> {
    this.#folder ??= await mkdtemp(join(tmpdir(), 'lab-engine-'));
    const path = join(this.#folder, name);
    await writeFile(path, content, { mode: 0o600 });
    return path;
  }

  async close(): Promise<void> {
    const removals = this.#sandboxes.map(({ ref }) =>
      removeSandbox(this.client, ref),
    );
    await Promise.all(removals);
    await this.#gateway.close();
    if (this.#folder) await rm(this.#folder, { recursive: true });
  }
}

/** Tests run in the folder of their package, or at the root. */
export function repositoryRoot(folder = process.cwd()): string {
  const isRoot = existsSync(join(folder, 'backstage.json'));
  return isRoot || folder === dirname(folder)
    ? folder
    : repositoryRoot(dirname(folder));
}
