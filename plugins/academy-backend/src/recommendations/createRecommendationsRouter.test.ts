import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { KUBERNETES_ANNOTATION } from '@backstage/plugin-kubernetes-common';
import {
  LESSONS_ANNOTATION,
  type EntityRecommendations,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Response } from 'express';
import {
  CHALLENGE,
  LAB,
  LEAD,
  LESSON,
  lessons,
  MINA,
  people,
  startAcademy,
  type TestAcademy,
} from '../__testUtils__';
import {
  createKubernetesBackend,
  type KubernetesQuery,
} from '../__testUtils__/kubernetesBackend';

jest.setTimeout(60_000);

const RULE = 'container-without-resources';

const component = (name: string, annotations: Record<string, string>) =>
  ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'service', lifecycle: 'production', owner: 'web' },
  } satisfies Entity);

const entities: Entity[] = [
  ...people,
  component('shop', {
    [LESSONS_ANNOTATION]: `${LAB}, ${LESSON},, basics/start/gone , ${LAB}`,
    [KUBERNETES_ANNOTATION]: 'shop',
  }),
  component('library', { [LESSONS_ANNOTATION]: CHALLENGE }),
  component('plain', {}),
];

const deployment = {
  metadata: { name: 'shop', namespace: 'shop' },
  spec: { template: { spec: { containers: [{ name: 'nginx' }] } } },
};
const items = [
  {
    cluster: { name: 'dev' },
    resources: [{ type: 'deployments', resources: [deployment] }],
    podMetrics: [],
    errors: [] as object[],
  },
];

describe('recommendation routes', () => {
  const directory = createMockDirectory({ content: { lessons } });
  const content = { path: directory.resolve('lessons'), watch: false };
  const queries: KubernetesQuery[] = [];
  let answer: (res: Response) => void;
  let academy: TestAcademy;

  beforeAll(async () => {
    academy = await startAcademy({
      academy: { content, recommendations: { rules: { [RULE]: LESSON } } },
      entities,
      features: [
        createKubernetesBackend({
          asked: query => queries.push(query),
          answer: res => answer(res),
        }),
      ],
    });
  });
  beforeEach(() => {
    queries.length = 0;
    answer = res => res.json({ items });
  });

  const recommend = async (
    name: string,
    from = academy,
  ): Promise<EntityRecommendations> => {
    const { status, body } = await from.get(
      `/entities/recommendations?entityRef=component:default/${name}`,
      MINA,
    );
    expect(status).toBe(200);
    return body;
  };
  const unitsOf = ({ recommendations }: EntityRecommendations) =>
    recommendations.map(({ unit, source }) => [unit.id, source]);

  it('proposes what the live objects ask for, then what is annotated', async () => {
    const result = await recommend('shop');
    expect(unitsOf(result)).toEqual([
      [LESSON, 'signal'],
      [LAB, 'annotation'],
    ]);
    expect(result.entityRef).toBe('component:default/shop');
    expect(result).not.toHaveProperty('signalsUnavailable');
    expect(result.recommendations[0]).toMatchObject({
      rule: RULE,
      unit: { id: LESSON, progress: { state: 'notStarted' } },
      why: {
        en: expect.stringContaining('Container nginx of Deployment shop/shop'),
        ko: expect.stringContaining('컨테이너 nginx'),
      },
      object: { cluster: 'dev', kind: 'Deployment', container: 'nginx' },
    });
    expect(result.recommendations[1].why.ko).toContain('카탈로그');
  });

  it('asks with the permission of who looks', async () => {
    await recommend('shop');
    expect(queries).toEqual([
      {
        userRef: MINA,
        body: { auth: {}, entityRef: 'component:default/shop' },
      },
    ]);
  });

  it('asks nothing about an entity that runs nothing', async () => {
    expect(unitsOf(await recommend('library'))).toEqual([
      [CHALLENGE, 'annotation'],
    ]);
    expect(await recommend('plain')).toEqual({
      entityRef: 'component:default/plain',
      recommendations: [],
    });
    expect(queries).toEqual([]);
  });

  it.each<[string, RegExp, (res: Response) => void]>([
    ['refuses', /may not read/, res => res.status(403).json({})],
    ['fails', /could not be read/, res => res.status(500).json({})],
    ['talks nonsense', /could not be read/, res => res.send('<html>')],
    ['leaves', /could not be read/, res => res.destroy()],
  ])(
    'lists annotations when the Kubernetes backend %s',
    async (_, why, how) => {
      answer = how;
      const result = await recommend('shop');
      expect(unitsOf(result)).toEqual([
        [LAB, 'annotation'],
        [LESSON, 'annotation'],
      ]);
      expect(result.signalsUnavailable?.en).toMatch(why);
      expect(result.signalsUnavailable?.ko).toMatch(/[가-힣]/);
    },
  );

  it.each([
    [{ errorType: 'FETCH_ERROR', message: 'refused' }, true],
    [
      {
        errorType: 'UNAUTHORIZED_ERROR',
        statusCode: 401,
        resourcePath: '/apis/apps/v1/deployments',
      },
      true,
    ],
    [
      {
        errorType: 'UNKNOWN_ERROR',
        statusCode: 403,
        resourcePath: '/api/v1/limitranges',
      },
      false,
    ],
  ])('says so where a cluster answers in part: %j', async (error, told) => {
    answer = res => res.json({ items: [{ ...items[0], errors: [error] }] });
    const result = await recommend('shop');
    expect(result.recommendations).toHaveLength(2);
    expect(/on dev could not/.test(result.signalsUnavailable?.en ?? '')).toBe(
      told,
    );
  });

  it('lists annotations in a portal without the Kubernetes plugin', async () => {
    const other = await startAcademy({ academy: { content }, entities });
    const result = await recommend('shop', other);
    expect(unitsOf(result)).toHaveLength(2);
    expect(result.signalsUnavailable?.en).toContain('no Kubernetes plugin');
    await other.stop();
  });

  it('leaves out a rule whose unit is not taught, and names it as a problem', async () => {
    const rules = { [RULE]: 'basics/start/gone', 'no-such-rule': LESSON };
    const other = await startAcademy({
      academy: { content, recommendations: { rules } },
      entities,
      features: [
        createKubernetesBackend({
          asked: () => {},
          answer: res => res.json({ items }),
        }),
      ],
    });
    expect(unitsOf(await recommend('shop', other))).toEqual([
      [LAB, 'annotation'],
      [LESSON, 'annotation'],
    ]);
    const { body } = await other.get('/admin/content', LEAD);
    expect(body.problems).toEqual([
      expect.objectContaining({
        message: 'there is no unit basics/start/gone',
      }),
      expect.objectContaining({
        message: 'there is no rule no-such-rule',
        expected: RULE,
      }),
    ]);
    await other.stop();
  });
});
