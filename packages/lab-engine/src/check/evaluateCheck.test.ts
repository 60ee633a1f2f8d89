import { kindsOf } from './bindResources';
import { evaluateCheck } from './evaluateCheck';
import { MemoryObjectSource } from './testing/MemoryObjectSource';
import { check, deployment, pod, PODS, text, WEB } from './testing/objects';
import { createCelEngine } from '../cel';

const engine = createCelEngine();

afterAll(() => engine.close());

const now = new Date('2026-01-05T09:00:00Z');
const at = now.toISOString();
const SCALED = {
  expr: 'web.?status.?readyReplicas.orValue(0) >= 3',
  observe: 'web.?status.?readyReplicas.orValue(0)',
  want: '>= 3',
  message: text('Three replicas must be ready.'),
};

let objects: MemoryObjectSource;

beforeEach(() => {
  objects = new MemoryObjectSource();
});

function evaluate(options: Parameters<typeof check>[0]) {
  return evaluateCheck({ engine, check: check(options), objects, now });
}

describe('evaluateCheck', () => {
  it('passes with what it read as evidence', async () => {
    const web = deployment('web', { ready: 3 });
    objects.set('Deployment', [deployment('other'), web]);
    expect(await evaluate({ assert: [SCALED] })).toEqual({
      outcome: 'passed',
      evidence: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          namespace: 'academy-1',
          name: 'web',
          uid: 'uid-web',
          resourceVersion: web.metadata.resourceVersion,
          at,
        },
      ],
    });
  });

  it('says what it observed and what it wants', async () => {
    objects.set('Deployment', [deployment('web', { ready: 1 })]);
    expect(await evaluate({ assert: [SCALED] })).toMatchObject({
      outcome: 'notYet',
      message: SCALED.message,
      evidence: [{ name: 'web', observed: '1', want: '>= 3' }],
    });
  });

  it('gives the message of the first assertion that does not hold', async () => {
    objects.set('Deployment', [deployment('web', { ready: 1 })]);
    const evaluation = await evaluate({
      assert: [
        { expr: 'web.spec.replicas == 3', message: text('first') },
        { expr: 'web.spec.replicas == 4', message: text('second') },
        { expr: 'web.spec.replicas == 5', message: text('third') },
      ],
    });
    expect(evaluation?.message).toEqual(text('second'));
  });

  it('does not take the Pod of a probe for one of the learner', async () => {
    const labels = { app: 'web' };
    const probe = { ...labels, 'kubernetes-academy.io/protected': 'true' };
    objects.set('Pod', [
      pod('own', { labels }),
      pod('probe', { labels: probe }),
    ]);
    expect(
      await evaluate({
        resources: PODS,
        assert: [{ expr: 'pods.size() == 1', message: text('one') }],
      }),
    ).toMatchObject({ outcome: 'passed', evidence: [{ name: 'own' }] });
  });

  it('names an object that is missing, in both languages', async () => {
    objects.set('Deployment', [deployment('other')]);
    expect(await evaluate({ assert: [SCALED] })).toEqual({
      outcome: 'notYet',
      message: {
        en: 'Deployment "web" was not found in the sandbox.',
        ko: '샌드박스에서 Deployment "web" 오브젝트를 찾을 수 없습니다.',
      },
      evidence: [
        { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', at },
      ],
    });
  });

  it('binds an optional object that is missing to null', async () => {
    objects.set('Deployment', []);
    const resources = { web: { ...WEB.web, optional: true } };
    const gone = { expr: 'web == null', message: text('Delete it.') };
    expect(await evaluate({ resources, assert: [gone] })).toMatchObject({
      outcome: 'passed',
    });
    objects.set('Deployment', [deployment('web')]);
    expect(await evaluate({ resources, assert: [gone] })).toMatchObject({
      outcome: 'notYet',
      message: gone.message,
    });
  });

  it('takes a missing field for a statement that does not hold', async () => {
    objects.set('Deployment', [deployment('web')]);
    const ready = {
      expr: 'web.status.readyReplicas == 3',
      observe: 'web.status.readyReplicas',
      message: text('Not ready.'),
    };
    expect(await evaluate({ assert: [ready] })).toMatchObject({
      outcome: 'notYet',
      message: ready.message,
      evidence: [{ name: 'web', observed: 'none' }],
    });
  });

  it('does not pass while something holds that never may', async () => {
    objects.set('Pod', [
      pod('a'),
      pod('b', { spec: { hostNetwork: true } }),
      pod('c', { labels: { app: 'other' }, spec: { hostNetwork: true } }),
    ]);
    const some = { expr: 'pods.size() == 2', message: text('Two pods.') };
    const hostNetwork = {
      expr: 'pods.exists(p, p.spec.?hostNetwork.orValue(false))',
      message: text('No host network.'),
    };
    const options = { resources: PODS, assert: [some], never: [hostNetwork] };
    expect(await evaluate(options)).toMatchObject({
      outcome: 'notYet',
      message: hostNetwork.message,
    });
    objects.set('Pod', [pod('a'), pod('b')]);
    expect(await evaluate(options)).toMatchObject({ outcome: 'passed' });
  });

  it('does not take a missing field as proof that something never holds', async () => {
    objects.set('Pod', [pod('a')]);
    const hostNetwork = {
      expr: 'pods.exists(p, p.spec.hostNetwork)',
      message: text('No host network.'),
    };
    expect(
      await evaluate({
        resources: PODS,
        assert: [{ expr: 'true', message: text('true') }],
        never: [hostNetwork],
      }),
    ).toMatchObject({ outcome: 'notYet', message: hostNetwork.message });
  });

  it('says an observation about a selection of the selection', async () => {
    objects.set('Pod', []);
    const two = {
      expr: 'pods.size() == 2',
      observe: 'pods.size()',
      want: '2',
      message: text('Two pods.'),
    };
    expect(await evaluate({ resources: PODS, assert: [two] })).toMatchObject({
      evidence: [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          name: 'app=web',
          observed: '0',
          want: '2',
          at,
        },
      ],
    });
    objects.set('Pod', [pod('a')]);
    expect(await evaluate({ resources: PODS, assert: [two] })).toMatchObject({
      evidence: [
        { name: 'app=web', observed: '1' },
        { name: 'a', uid: 'uid-a' },
      ],
    });
  });

  it('shows the objects that the failing statement is about', async () => {
    objects.set('Deployment', [deployment('web')]);
    objects.set('Pod', [pod('a')]);
    const evaluation = await evaluate({
      resources: { ...WEB, ...PODS },
      assert: [
        {
          expr: 'web.spec.replicas == 5 || web.pods == 1',
          message: text('five'),
        },
      ],
    });
    expect(evaluation?.evidence.map(({ name }) => name)).toEqual(['web']);
  });

  it('lists ten objects at most', async () => {
    objects.set(
      'Pod',
      Array.from({ length: 40 }, (_, index) => pod(`p${index}`)),
    );
    const evaluation = await evaluate({
      resources: PODS,
      assert: [{ expr: 'pods.size() == 40', message: text('forty') }],
    });
    expect(evaluation?.outcome).toBe('passed');
    expect(evaluation?.evidence).toHaveLength(10);
  });

  it('is unknown while a kind cannot be read, even if another lacks its object', async () => {
    objects.set('Deployment', []);
    objects.setUnreachable('Pod');
    expect(
      await evaluate({ resources: { ...WEB, ...PODS }, assert: [SCALED] }),
    ).toEqual({
      outcome: 'unknown',
      reason: 'unreachable',
      message: { en: 'No connection.', ko: '연결할 수 없습니다.' },
      evidence: [],
    });
  });

  it('says nothing before every kind has been listed', async () => {
    objects.set('Deployment', []);
    expect(
      await evaluate({ resources: { ...WEB, ...PODS }, assert: [SCALED] }),
    ).toBeUndefined();
  });

  it.each([
    ['gives no boolean', 'web.spec.replicas', /expected true or false.*got 3/],
    ['mixes types', 'web.metadata.name > 3', /no such overload/],
    ['is malformed', 'web.spec.', /Expected IDENTIFIER/],
  ])('is unknown when its expression %s', async (_what, expr, detail) => {
    objects.set('Deployment', [deployment('web')]);
    expect(
      await evaluate({ assert: [{ expr, message: text('wrong') }] }),
    ).toMatchObject({
      outcome: 'unknown',
      reason: 'error',
      message: {
        en: expect.stringMatching(detail),
        ko: expect.stringMatching(detail),
      },
    });
  });

  it('is unknown when there is too much to read', async () => {
    objects.set(
      'Pod',
      Array.from({ length: 501 }, (_, index) => pod(`p${index}`)),
    );
    expect(
      await evaluate({
        resources: PODS,
        assert: [{ expr: 'pods.size() > 0', message: text('some') }],
      }),
    ).toMatchObject({ outcome: 'unknown', reason: 'limit', retry: true });
  });

  it('is unknown when evaluating takes too long', async () => {
    const numbers = Array.from({ length: 20_000 }, (_, index) => index);
    objects.set('Deployment', [{ ...deployment('web'), numbers }]);
    expect(
      await evaluate({
        assert: [
          {
            expr: 'web.numbers.all(a, web.numbers.all(b, a + b >= 0))',
            message: text('slow'),
          },
        ],
      }),
    ).toMatchObject({ outcome: 'unknown', reason: 'timeout', retry: true });
  });
});

describe('evaluateCheck of a nested control plane', () => {
  const NESTED_POD = { apiVersion: 'v1', kind: 'Pod' };
  const inNamespace = (name: string, namespace: string) => ({
    metadata: { name, namespace, uid: `uid-${namespace}-${name}` },
  });

  it('binds names inside and outside in the same expression', async () => {
    objects.set('Deployment', [deployment('web', { ready: 2 })]);
    objects.set('nested Node', [
      { metadata: { name: 'node-1' } },
      { metadata: { name: 'node-2' } },
    ]);
    const evaluation = await evaluate({
      nested: { nodes: { apiVersion: 'v1', kind: 'Node', selector: {} } },
      assert: [
        {
          expr: 'web.status.readyReplicas == nodes.size()',
          message: text('One replica for each node.'),
        },
      ],
    });
    expect(evaluation).toMatchObject({
      outcome: 'passed',
      evidence: [
        { kind: 'Deployment', name: 'web' },
        { kind: 'Node', name: 'node-1', nested: true },
        { kind: 'Node', name: 'node-2', nested: true },
      ],
    });
    expect(evaluation?.evidence[0]).not.toHaveProperty('nested');
  });

  it('looks into the namespace that is named, else into default', async () => {
    objects.set('nested Pod', [
      inNamespace('web', 'default'),
      inNamespace('web', 'shop'),
    ]);
    const here = { ...NESTED_POD, name: 'web' };
    const evaluation = await evaluate({
      resources: {},
      nested: {
        here,
        there: { ...here, namespace: 'shop' },
        all: { ...NESTED_POD, selector: {}, namespace: 'shop' },
      },
      assert: [
        {
          expr: 'here.metadata.uid == "uid-default-web" && there.metadata.uid == "uid-shop-web" && all.size() == 1',
          message: text('One in each.'),
        },
      ],
    });
    expect(evaluation).toMatchObject({ outcome: 'passed' });
  });

  it('says where an object is missing, in both languages', async () => {
    objects.set('nested Pod', [inNamespace('web', 'shop')]);
    const evaluation = await evaluate({
      resources: {},
      nested: { web: { ...NESTED_POD, name: 'web' } },
      assert: [{ expr: 'true', message: text('never shown') }],
    });
    expect(evaluation).toMatchObject({
      outcome: 'notYet',
      message: {
        en: 'Pod "web" was not found in the nested control plane.',
        ko: expect.stringContaining('중첩 컨트롤 플레인'),
      },
      evidence: [{ kind: 'Pod', name: 'web', nested: true }],
    });
  });

  it('is unknown while the inside cannot be read, whatever is outside', async () => {
    objects.set('Deployment', [deployment('web', { ready: 0 })]);
    objects.setUnreachable('nested Node');
    const evaluation = await evaluate({
      nested: { nodes: { apiVersion: 'v1', kind: 'Node', selector: {} } },
      assert: [SCALED],
    });
    expect(evaluation).toMatchObject({ outcome: 'unknown' });
  });

  it('watches each kind once, inside apart from outside', () => {
    const pods = { apiVersion: 'v1', kind: 'Pod' };
    const both = check({
      resources: { pods: { ...pods, selector: {} } },
      nested: {
        one: { ...pods, name: 'one' },
        two: { ...pods, name: 'two', namespace: 'shop' },
      },
      assert: [SCALED],
    });
    expect(kindsOf(both)).toEqual([pods, { ...pods, nested: true }]);
  });
});
