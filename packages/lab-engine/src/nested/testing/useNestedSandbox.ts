import type {
  Check,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ClusterClient } from '../../gateway';
import {
  createLabRuntime,
  type CheckSession,
  type LabRuntime,
  type ProvisionInput,
  type SandboxRef,
} from '../../runtime';
import { eventually } from '../../testing/eventually';
import { TcpProxy } from '../../testing/TcpProxy';
import { TestCluster } from '../../testing/testCluster';

/** What exists while the tests of a suite run. */
interface Scene {
  test: TestCluster;
  /** Between the runtime and the outer API server. */
  proxy: TcpProxy;
  runtime: LabRuntime;
  input: ProvisionInput;
  sandbox: SandboxRef;
  /** What the learner was told while it was made, in English. */
  steps: string[];
  /** Of the last `watch`. */
  session?: CheckSession;
}

/** One sandbox with a nested control plane for all tests of the suite that calls this. */
export function useNestedSandbox() {
  const scene = {} as Scene;
  let reported: Verdict[] = [];

  beforeAll(async () => {
    const test = TestCluster.createReal();
    const { hostname: host } = new URL(test.options.server);
    const proxy = await TcpProxy.create({ target: test.port, host });
    const runtime = createLabRuntime({
      clusters: [{ ...test.options, server: proxy.server }],
    });
    const steps: string[] = [];
    const input: ProvisionInput = {
      ...test.input(),
      profile: 'nested',
      onStep: ({ en }) => steps.push(en),
    };
    Object.assign(scene, { test, proxy, runtime, input, steps });
    scene.sandbox = await runtime.provision(input);
  });

  afterEach(async () => {
    await scene.session?.stop();
    scene.session = undefined;
    await scene.proxy.mend();
  });

  afterAll(async () => {
    const { test, proxy, runtime, sandbox } = scene;
    await runtime.remove(sandbox);
    await runtime.close();
    await proxy.cut();
    await test.close();
  });

  return Object.assign(scene, {
    watch(...checks: Check[]): CheckSession {
      reported = [];
      scene.session = scene.runtime.openCheckSession({
        sandbox: scene.sandbox,
        checks,
        onVerdicts: verdicts => {
          reported.push(...verdicts);
        },
      });
      return scene.session;
    },

    /** Waits for it. */
    async outcome(wanted: Verdict['outcome'], words = '') {
      await eventually(() => {
        const [verdict] = scene.session!.current();
        expect(verdict).toMatchObject({ outcome: wanted });
        expect(verdict.message?.en ?? '').toContain(words);
      });
      return scene.session!.current()[0].outcome;
    },

    /** Reported so far, each change of outcome once. */
    outcomes: () =>
      reported
        .map(each => each.outcome)
        .filter((each, index, all) => each !== all[index - 1]),

    pod: (name: string) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: scene.sandbox.namespace,
      name,
    }),

    /** Name of the nested API server's pod. */
    async apiServerPod(client: ClusterClient): Promise<string> {
      const { namespace } = scene.sandbox;
      const pods = await client.list(
        { apiVersion: 'v1', kind: 'Pod', namespace },
        { labelSelector: 'component=kube-apiserver' },
      );
      return pods[0].metadata.name;
    },

    /** Of the nested API server. */
    async changeFlag(from: string, to: string) {
      const ref = {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: scene.sandbox.namespace,
        name: 'kube-apiserver',
      };
      const { spec } = await scene.test.client.get(ref);
      const changed = JSON.stringify(spec).replace(from, to);
      await scene.test.client.patch(ref, { spec: JSON.parse(changed) });
    },
  });
}
