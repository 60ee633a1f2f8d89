import { createMockDirectory } from '@backstage/backend-test-utils';
import type {
  AttemptView,
  ChallengeSpec,
  LabSpec,
  SolutionStep,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { eventually } from './__testUtils__/eventually';
import { clusterConfig, Learner, startPortal } from './__testUtils__/portal';
import { startPortalProcess } from './__testUtils__/portalProcess';
import { kubectl, lessonFile, testCluster } from './__testUtils__/testCluster';

jest.setTimeout(180_000);

const LAB = 'foundations/first-steps/first-deployment';
const CHALLENGE = 'foundations/first-steps/broken-release';
const SCENARIO = 'wrong-image-tag';

const specOf = (unitId: string) =>
  parse(readFileSync(lessonFile(unitId, 'unit.yaml'), 'utf8'));

/** Solutions of these units are manifests and nothing else. */
const isFile = (step: SolutionStep) => typeof step === 'string';

describe('the Academy on a real API server', () => {
  const files = createMockDirectory();
  const instance = `test-${randomBytes(4).toString('hex')}`;
  let portal: Awaited<ReturnType<typeof startPortal>>;
  let learners = 0;
  let folders = 0;

  const newDatabase = () => files.resolve(`database-${folders++}`);

  const newLearner = () =>
    new Learner(portal.url, `user:default/learner-${learners++}`);

  const clusterReady = (learner: Learner) =>
    eventually(async () => {
      const { body } = await learner.call('GET', '/clusters');
      return body[0].state === 'ready';
    });

  /** A kubeconfig file as the learner downloads it. */
  const kubeconfigOf = async (learner: Learner, { id }: AttemptView) => {
    const { body } = await learner.call('POST', `/attempts/${id}/kubeconfig`);
    const file = files.resolve(`kubeconfig-${id}`);
    writeFileSync(file, body.kubeconfig, { mode: 0o600 });
    return file;
  };

  const apply = async (kubeconfig: string, unitId: string, file: string) => {
    const path = lessonFile(unitId, file);
    const args = ['apply', '--server-side', '--force-conflicts', '-f', path];
    expect(await kubectl(kubeconfig, args)).toMatchObject({ code: 0 });
  };

  const gone = async (namespace?: string) => {
    const { adminKubeconfig } = testCluster();
    await eventually(async () => {
      const args = ['get', 'namespace', String(namespace)];
      const { stderr } = await kubectl(adminKubeconfig, args);
      return stderr.includes('NotFound');
    });
  };

  beforeAll(async () => {
    const config = clusterConfig();
    portal = await startPortal({ instance, database: newDatabase(), config });
    await clusterReady(newLearner());
  });

  it('brings a lab to green with kubectl, one attempt at a time, and takes the key back', async () => {
    const learner = newLearner();
    const attempt = await learner.start(LAB);
    await expect(learner.start(LAB)).rejects.toThrow(attempt.id);

    const ready = await learner.inState(attempt.id, 'ready');
    const kubeconfig = await kubeconfigOf(learner, attempt);
    const { tasks } = specOf(LAB) as LabSpec;
    const count = tasks.flatMap(task => task.checks).length;
    await learner.when(
      attempt.id,
      ({ verdicts }) =>
        verdicts.length === count &&
        verdicts.every(({ outcome }) => outcome === 'notYet'),
    );
    for (const { solution, checks } of tasks) {
      for (const file of solution.filter(isFile)) {
        await apply(kubeconfig, LAB, file);
      }
      await learner.when(attempt.id, ({ verdicts }) =>
        checks.every(
          ({ id }) =>
            verdicts.find(({ checkId }) => checkId === id)?.outcome ===
            'passed',
        ),
      );
    }
    const passed = await learner.inState(attempt.id, 'passed');
    expect(passed.verdicts[0].evidence[0]).toMatchObject({
      namespace: ready.namespace,
      uid: expect.any(String),
      resourceVersion: expect.any(String),
    });
    const { body: record } = await learner.call('GET', '/record');
    expect(record.progress).toMatchObject([
      { unitId: LAB, state: 'completed', assisted: false },
    ]);

    await learner.call('DELETE', `/attempts/${attempt.id}`);
    await eventually(async () => {
      const { stderr } = await kubectl(kubeconfig, ['get', 'pods']);
      return stderr.includes('Unauthorized');
    });
    await gone(ready.namespace);
    expect((await learner.inState(attempt.id, 'passed')).endedAt).toEqual(
      expect.any(String),
    );
  });

  it('proves a fault, guards the sandbox, resets and sees the repair', async () => {
    const learner = newLearner();
    const attempt = await learner.start(CHALLENGE, SCENARIO);
    const ready = await learner.inState(attempt.id, 'ready');
    const kubeconfig = await kubeconfigOf(learner, attempt);

    for (const guard of [
      ['networkpolicy', '--all'],
      ['resourcequota', '--all'],
      ['rolebinding', '--all'],
      ['namespace', String(ready.namespace)],
    ]) {
      const result = await kubectl(kubeconfig, ['delete', ...guard]);
      expect([guard, result.code]).toEqual([guard, 1]);
      expect(result.stderr).toMatch(/forbidden|denied/i);
    }

    const litter = ['create', 'configmap', 'litter'];
    expect(await kubectl(kubeconfig, litter)).toMatchObject({ code: 0 });
    await learner.call('POST', `/attempts/${attempt.id}/reset`);
    const again = await learner.inState(attempt.id, 'ready');
    expect(Date.parse(again.readyAt!)).toBeGreaterThan(
      Date.parse(ready.readyAt!),
    );
    const { stderr } = await kubectl(kubeconfig, [
      'get',
      'configmap',
      'litter',
    ]);
    expect(stderr).toContain('NotFound');

    const { scenarios } = specOf(CHALLENGE) as ChallengeSpec;
    const { solution } = scenarios.find(({ id }) => id === SCENARIO)!;
    for (const file of solution.filter(isFile)) {
      await apply(kubeconfig, CHALLENGE, file);
    }
    const passed = await learner.inState(attempt.id, 'passed');
    expect(passed.verdicts.map(({ outcome }) => outcome)).toEqual(
      passed.verdicts.map(() => 'passed'),
    );
    await learner.call('DELETE', `/attempts/${attempt.id}`);
    await gone(ready.namespace);
  });

  it.each([
    [
      'a misspelt field',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicaz: 3\n',
      /replicaz/,
    ],
    [
      'another namespace',
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: default\n',
      /namespace/,
    ],
    [
      'an object of the whole cluster',
      'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: mine\n',
      /namespace|cluster|forbidden/i,
    ],
    ['text that is no YAML', 'kind: [', /./],
  ])(
    'refuses %s in the YAML box with 200 and the reason',
    async (_, yaml, reason) => {
      const learner = newLearner();
      const attempt = await learner.start(LAB);
      await learner.inState(attempt.id, 'ready');
      const path = `/attempts/${attempt.id}`;
      const applied = await learner.call('POST', `${path}/apply`, { yaml });
      await learner.call('DELETE', path);
      expect(applied.status).toBe(200);
      const { error, documents } = applied.body;
      expect((error ?? documents[0].error).message).toMatch(reason);
    },
  );

  it('goes on after SIGKILL while it provisioned and while it injected', async () => {
    const options = { instance, database: newDatabase() };
    const learner = 'user:default/survivor';
    const first = await startPortalProcess(options);
    const before = new Learner(first.url, learner);
    await clusterReady(before);
    const attempt = await before.start(CHALLENGE, SCENARIO);
    await first.kill();

    const second = await startPortalProcess(options);
    const between = new Learner(second.url, learner);
    await between.inState(attempt.id, 'injecting');
    await second.kill();

    const third = await startPortalProcess(options);
    const after = new Learner(third.url, learner);
    const ready = await after.inState(attempt.id, 'ready');
    expect(ready.namespace).toBe(attempt.namespace);
    const { stdout } = await kubectl(testCluster().adminKubeconfig, [
      ...['get', 'namespaces', '-o', 'name'],
      ...['-l', `kubernetes-academy.io/attempt=${attempt.id}`],
    ]);
    expect(stdout.trim()).toBe(`namespace/${attempt.namespace}`);
    await after.call('DELETE', `/attempts/${attempt.id}`);
    await gone(attempt.namespace);
    await third.kill();
  });

  describe('without a usable configuration', () => {
    it('explains labs and teaches lessons where no cluster is configured', async () => {
      const { url, stop } = await startPortal({
        instance,
        database: newDatabase(),
        config: {},
      });
      const learner = new Learner(url, 'user:default/reader');
      const { body: clusters } = await learner.call('GET', '/clusters');
      const lessons = await learner.call('GET', '/courses');
      const lab = await learner.call('GET', `/units/${LAB}`);
      const started = await learner.call('POST', '/attempts', { unitId: LAB });
      await stop();
      expect(clusters).toEqual([]);
      expect([lessons.status, lab.status]).toEqual([200, 200]);
      expect(started.status).toBe(503);
      expect(started.body.error.message).toContain('academy.trainingClusters');
    });

    it.each([
      [
        { trainingClusters: [{ cluster: 'x', identity: { token: 'a' } }] },
        "academy.trainingClusters[0].cluster: no cluster 'x'",
      ],
      [
        { trainingClusters: [{ cluster: testCluster().name }] },
        'academy.trainingClusters[0].identity',
      ],
    ])('does not start with %j, naming the key', async (academy, message) => {
      const { kubernetes } = clusterConfig();
      const config = { academy, kubernetes };
      await expect(
        startPortal({ instance, database: newDatabase(), config }),
      ).rejects.toThrow(message);
    });
  });
});
