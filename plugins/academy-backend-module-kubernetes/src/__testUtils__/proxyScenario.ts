import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  academyLabRuntimeExtensionPoint,
  type LabRuntime,
} from '@kubernetes-academy/backstage-plugin-academy-node';
import { waitForCluster } from '@kubernetes-academy/lab-engine';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { academyModuleKubernetes } from '../academyModuleKubernetes';
import { resolveFile } from '../config/resolveFile';

/** What happened on a cluster that is reached through the Kubernetes backend. */
export interface ProxyScenario {
  /** State of the cluster, of one that is down and of one that the Kubernetes backend does not know. */
  states: { state: string; message?: string }[];
  /** What `issueKubeconfig` said. */
  kubeconfig: string;
  /** What the API server said to a YAML that a learner may not apply. */
  refused?: string;
  /** Verdicts of the check in their order, each with the change that brought it. */
  verdicts: string[];
}

const LIMIT_MS = 90_000;
const CLUSTERS = ['dev', 'down', 'elsewhere'];
const CONFIG_MAP = `
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  mode: `;
const FOREIGN_YAML = `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: admin
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
`;

const CHECK: Check = {
  id: 'mode',
  title: { en: 'The mode is on', ko: '모드가 켜져 있음' },
  resources: {
    settings: { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' },
  },
  assert: [
    {
      expr: 'settings.data.mode == "on"',
      message: { en: 'The mode is off.', ko: '모드가 꺼져 있습니다.' },
    },
  ],
};

/** A line to the API server whose connections end without a word. */
async function createLine(port: number) {
  const sockets = new Set<Socket>();
  const server = createServer(client => {
    const target = connect(port, '127.0.0.1');
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        target.destroy();
      });
    }
    client.pipe(target).pipe(client);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reset: () => sockets.forEach(socket => socket.resetAndDestroy()),
  };
}

/** The Kubernetes backend and the module, with Backstage's own credentials between them. */
async function startBackend(connection: Record<string, string>, url: string) {
  const runtimes: LabRuntime[] = [];
  const identity = { tokenFile: connection.academyTokenFile };
  const viewer = {
    caFile: connection.caFile,
    authProvider: 'serviceAccount',
    serviceAccountToken: connection.viewerToken,
  };
  const backend = await startTestBackend({
    extensionPoints: [
      [
        academyLabRuntimeExtensionPoint,
        { setLabRuntime: runtime => runtimes.push(runtime) },
      ],
    ],
    features: [
      academyModuleKubernetes,
      import('@backstage/plugin-kubernetes-backend'),
      authServiceFactory,
      httpAuthServiceFactory,
      permissionsServiceFactory,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({
        data: {
          permission: { enabled: true },
          kubernetes: {
            serviceLocatorMethod: { type: 'multiTenant' },
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: [
                  { ...viewer, name: 'dev', url },
                  { ...viewer, name: 'down', url: 'https://127.0.0.1:1' },
                ],
              },
            ],
          },
          academy: {
            trainingClusters: CLUSTERS.map(cluster => ({
              cluster,
              gateway: 'proxy',
              identity,
            })),
          },
        },
      }),
    ],
  });
  return { backend, runtime: runtimes[0] };
}

async function runScenario(): Promise<ProxyScenario> {
  const folder = process.env.ACADEMY_TEST_CLUSTER ?? '.academy/test-cluster';
  const file = resolveFile({
    path: join(folder, 'connection.json'),
    key: 'ACADEMY_TEST_CLUSTER',
    cwd: process.cwd(),
    later: false,
  });
  const connection = JSON.parse(readFileSync(file, 'utf8'));
  const line = await createLine(Number(new URL(connection.server).port));
  const { backend, runtime } = await startBackend(connection, line.url);
  try {
    for (const name of CLUSTERS) {
      await waitForCluster(runtime, name, { timeoutMs: LIMIT_MS });
    }
    const events = await useSandbox(runtime, line.reset);
    // Now what is wrong has been looked into as well.
    const states = runtime.clusters().map(({ state, message }) => ({
      state,
      message: message?.en,
    }));
    return { states, ...events };
  } finally {
    await runtime.close();
    await backend.stop();
  }
}

async function useSandbox(
  runtime: LabRuntime,
  resetLine: () => void,
): Promise<Omit<ProxyScenario, 'states'>> {
  const id = randomBytes(4).toString('hex');
  const sandbox = await runtime.provision({
    cluster: 'dev',
    namespace: `acad-proxy-${id}`,
    owner: { instance: 'proxy-test', attemptId: id },
    expiresAt: new Date(Date.now() + 3_600_000),
  });
  try {
    const verdicts: string[] = [];
    let during = 'nothing';
    const waiting = new Map<string, () => void>();
    const session = runtime.openCheckSession({
      sandbox,
      checks: [CHECK],
      onVerdicts([{ outcome }]) {
        verdicts.push(`${during}: ${outcome}`);
        waiting.get(outcome)?.();
      },
    });
    const reach = async (outcome: string, change: string) => {
      const reached = new Promise<void>((resolve, reject) => {
        waiting.set(outcome, resolve);
        const failed = () =>
          reject(new Error(`not ${outcome} after ${change}`));
        setTimeout(failed, LIMIT_MS).unref();
      });
      during = change;
      await reached;
    };
    const apply = (mode: string) =>
      runtime.applyAsLearner(sandbox, `${CONFIG_MAP}"${mode}"`);

    await reach('notYet', 'nothing');
    await Promise.all([reach('passed', 'on'), apply('on')]);
    await Promise.all([reach('notYet', 'off'), apply('off')]);
    const silent = reach('passed', 'on behind a broken line');
    resetLine();
    await apply('on');
    await silent;
    await session.stop();

    const kubeconfig = await runtime.issueKubeconfig(sandbox).then(
      () => 'was issued',
      error => String(error.message),
    );
    const foreign = await runtime.applyAsLearner(sandbox, FOREIGN_YAML);
    return {
      kubeconfig,
      refused: foreign.documents[0].error?.message,
      verdicts,
    };
  } finally {
    await runtime.remove(sandbox);
  }
}

runScenario().then(
  scenario => {
    process.stdout.write(`\n${JSON.stringify(scenario)}\n`);
    process.exit(0);
  },
  error => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exit(1);
  },
);
