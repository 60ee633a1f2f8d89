import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import type {
  AttemptView,
  Debrief,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './__testUtils__/eventually';
import { LogCollector } from './__testUtils__/LogCollector';
import { clusterConfig, Learner, startPortal } from './__testUtils__/portal';
import { kubectl, ROOT } from './__testUtils__/testCluster';

jest.setTimeout(180_000);

const CHALLENGE = 'foundations/first-steps/broken-release';
const SCENARIO = 'wrong-image-tag';
const SEEDED = 'engine-examples/check-kinds/silent-shop';
const SHOPS = 'wrong-door';

/** The Service of a shop as it should be. */
const serviceOf = (shop: string) => `apiVersion: v1
kind: Service
metadata: { name: ${shop} }
spec: { selector: { shop: ${shop} }, ports: [{ port: 80, targetPort: 8080 }] }
`;

/** Found as a learner finds it. */
async function silentShop(kubeconfig: string): Promise<string> {
  const path =
    '{range .items[*]}{.metadata.name}={.spec.ports[0].targetPort}{"\\n"}{end}';
  const args = ['get', 'services', '-o', `jsonpath=${path}`];
  const { stdout } = await kubectl(kubeconfig, args);
  const [, name] = /^(\w+)=(?!8080$)/m.exec(stdout)!;
  return name;
}

describe('a scenario on a real API server', () => {
  const files = createMockDirectory();
  const log = new LogCollector();
  const auditor = mockServices.auditor.mock();
  const audited: string[] = [];
  let portal: Awaited<ReturnType<typeof startPortal>>;

  beforeAll(async () => {
    auditor.createEvent.mockImplementation(async ({ eventId, meta }) => ({
      success: async () => void audited.push(`${eventId} ${meta?.actionType}`),
      fail: async () => void audited.push(`failed ${eventId}`),
    }));
    const config = clusterConfig();
    const path = join(ROOT, 'lessons');
    const content = { path, watch: false, examples: true };
    portal = await startPortal({
      instance: `test-${randomBytes(4).toString('hex')}`,
      database: files.resolve('database'),
      config: { ...config, academy: { ...config.academy, content } },
      features: [log.factory, auditor.factory],
    });
    await eventually(async () => {
      const learner = new Learner(portal.url, 'user:default/waiting');
      const { body } = await learner.call('GET', '/clusters');
      return body[0].state === 'ready';
    });
  });

  const kubeconfigOf = async (learner: Learner, { id }: AttemptView) => {
    const { body } = await learner.call('POST', `/attempts/${id}/kubeconfig`);
    const file = files.resolve(`kubeconfig-${id}`);
    writeFileSync(file, body.kubeconfig, { mode: 0o600 });
    return { file, token: /token: (\S+)/.exec(body.kubeconfig)![1] };
  };

  const debriefOf = async (learner: Learner, { id }: AttemptView) => {
    const response = await learner.call('GET', `/attempts/${id}/debrief`);
    return response as { status: number; body: Debrief };
  };

  const imagesIn = (diff?: string) =>
    diff?.split('\n').flatMap(line => {
      const [, sign, tag] = /^([+-]).*image: .*:(\S+)$/.exec(line) ?? [];
      return sign ? [`${sign}${tag}`] : [];
    });

  it('is repaired, scored and explained, and the log has no token', async () => {
    const learner = new Learner(portal.url, 'user:default/solver');
    const attempt = await learner.start(CHALLENGE, SCENARIO);
    const ready = await learner.inState(attempt.id, 'ready');
    expect((await debriefOf(learner, ready)).status).toBe(409);
    const { file, token } = await kubeconfigOf(learner, ready);
    await learner.call('POST', `/attempts/${attempt.id}/hints`, {
      taskId: SCENARIO,
    });
    const undo = ['rollout', 'undo', 'deployment/web'];
    const { stdout } = await kubectl(file, [
      'get',
      'deployments',
      '-o',
      'name',
    ]);
    const [deployment] = stdout.trim().split('\n');
    const undone = await kubectl(file, [...undo.slice(0, 2), deployment]);
    expect(undone).toMatchObject({ code: 0 });

    const passed = await learner.inState(attempt.id, 'passed');
    expect(passed.score).toMatchObject({
      points: 95,
      seconds: expect.any(Number),
      deductions: [{ reason: 'hint', step: 0, points: 5 }],
    });
    const solved = Math.max(
      ...passed.verdicts.map(({ holdsSince }) => Date.parse(holdsSince!)),
    );
    expect(passed.score!.seconds).toBe(
      Math.max(0, Math.round((solved - Date.parse(passed.readyAt!)) / 1000)),
    );

    const { body } = await eventually(async () => {
      const debrief = await debriefOf(learner, passed);
      return debrief.body.objects.some(({ mine }) => mine) && debrief;
    });
    const broken = body.objects.find(({ kind }) => kind === 'Deployment')!;
    const [healthy, wrong] = imagesIn(broken.injected)!.map(each =>
      each.slice(1),
    );
    expect(wrong).not.toBe(healthy);
    expect(imagesIn(broken.mine)).toEqual([`-${wrong}`, `+${healthy}`]);
    const [from, to] = imagesIn(broken.reference)!;
    expect(from).toBe(`-${wrong}`);
    expect(to).toMatch(/^\+/);
    expect(body.text.ko).toMatch(/태그/);
    const text = JSON.stringify(body.objects);
    for (const noise of [
      'managedFields',
      'resourceVersion',
      'uid:',
      'status:',
    ]) {
      expect(text).not.toContain(noise);
    }

    await learner.call('DELETE', `/attempts/${attempt.id}`);
    await eventually(async () => audited.includes('sandbox-effect remove'));
    expect([...new Set(audited)].sort()).toEqual([
      'attempt-write create',
      'attempt-write end',
      'attempt-write hint',
      'attempt-write kubeconfig',
      'sandbox-effect inject',
      'sandbox-effect provision',
      'sandbox-effect remove',
      'sandbox-effect setup',
    ]);
    const written = log.lines.join('\n');
    expect(written).toContain(`Attempt ${attempt.id} of ${CHALLENGE} passed`);
    expect(written).not.toContain(token);
    expect(written).not.toMatch(/eyJ|bearer/i);
  });

  it('takes no other object for the given one, and explains after giving up', async () => {
    const learner = new Learner(portal.url, 'user:default/replacer');
    const attempt = await learner.start(SEEDED, SHOPS);
    const ready = await learner.inState(attempt.id, 'ready');
    const { file } = await kubeconfigOf(learner, ready);
    const shop = await silentShop(file);
    const repaired = files.resolve('service.yaml');
    writeFileSync(repaired, serviceOf(shop));
    for (const args of [
      ['delete', 'service', shop],
      ['create', '-f', repaired],
    ]) {
      expect(await kubectl(file, args)).toMatchObject({ code: 0 });
    }
    const seen = await learner.when(attempt.id, ({ verdicts }) =>
      verdicts.some(
        ({ checkId, outcome }) =>
          checkId === 'all-answer' && outcome === 'passed',
      ),
    );
    const kept = await learner.when(attempt.id, ({ verdicts }) =>
      verdicts.some(
        ({ checkId, outcome }) =>
          checkId === 'services-kept' && outcome === 'notYet',
      ),
    );
    expect([seen.state, kept.state]).toEqual(['ready', 'ready']);

    const gaveUp = await learner.call(
      'POST',
      `/attempts/${attempt.id}/give-up`,
    );
    expect(gaveUp.body).toMatchObject({ state: 'abandoned', gaveUp: true });
    const { body } = await debriefOf(learner, ready);
    expect(body.objects).toMatchObject([{ kind: 'Service', name: shop }]);
    const [{ injected, mine, reference }] = body.objects;
    expect(injected).toMatch(/^-\s+targetPort: 8080$/m);
    expect(mine).toMatch(/^\+\s+targetPort: 8080$/m);
    expect(reference).toMatch(/^\+\s+targetPort: 8080$/m);
    expect(body.text.en).toContain(`The Service \`${shop}\``);
  });

  it('grades an answer by the values of the attempt', async () => {
    const learner = new Learner(portal.url, 'user:default/answering');
    const attempt = await learner.start(SEEDED, SHOPS);
    const ready = await learner.inState(attempt.id, 'ready');
    const { file } = await kubeconfigOf(learner, ready);
    const shop = await silentShop(file);
    const repaired = files.resolve('repaired.yaml');
    writeFileSync(repaired, serviceOf(shop));
    const args = ['apply', '--server-side', '--force-conflicts'];
    const applied = await kubectl(file, [...args, '-f', repaired]);
    expect(applied).toMatchObject({ code: 0 });
    const url = `/attempts/${attempt.id}/answers/which-shop`;
    await learner.call('PUT', url, { answer: 'warehouse' });
    const graded = await eventually(async () => {
      const { body } = await learner.call('GET', `/attempts/${attempt.id}`);
      return (body as AttemptView).verdicts.find(
        ({ checkId, message }) =>
          checkId === 'which-shop' && message?.en === 'It was another shop.',
      );
    });
    expect(graded).toMatchObject({ outcome: 'notYet', evidence: [] });
    const upper = ` ${shop.toUpperCase()} `;
    await eventually(async () => {
      const { status } = await learner.call('PUT', url, { answer: upper });
      return status === 200;
    });
    const passed = await learner.inState(attempt.id, 'passed');
    expect(passed.answers).toEqual({ 'which-shop': upper });
    expect(passed.score?.points).toBe(100);
    expect(audited).toEqual(
      expect.arrayContaining(['attempt-write give-up', 'attempt-write answer']),
    );
    await learner.call('DELETE', `/attempts/${attempt.id}`);
  });
});
