import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  LEAD,
  LESSON,
  lessons,
  MINA,
  startAcademy,
  STRANGER,
  type TestAcademy,
} from './__testUtils__';
import { academyPlugin } from './plugin';

jest.setTimeout(60_000);

const QUIZ = `/units/${LESSON}/quiz/cpu`;

type Call = [method: 'get' | 'post', path: string, body?: object];

/** Every row as long as the next: jest takes a missing column for a callback. */
const calls = (...rows: Call[]) =>
  rows.map(([method, path, body]) => [method, path, body] as const);

const LEARNER_ROUTES = calls(
  ['get', '/courses'],
  ['get', `/units/${LESSON}`],
  ['post', `/units/${LESSON}/complete`],
  ['post', QUIZ, { optionIds: ['killed'] }],
  ['get', '/record'],
  ['get', '/clusters'],
  ['get', '/readiness/paths'],
  ['get', '/readiness/groups'],
  ['get', '/readiness?path=all&group=group:default/web'],
  ['get', '/entities/recommendations?entityRef=group:default/web'],
);

describe('academyPlugin', () => {
  const directory = createMockDirectory({ content: { lessons } });
  const content = { path: directory.resolve('lessons'), watch: false };
  const readiness = {
    paths: [
      {
        id: 'all',
        title: { en: 'All', ko: '전체' },
        validityDays: 30,
        units: [LESSON],
      },
    ],
  };
  let academy: TestAcademy;

  beforeAll(async () => {
    academy = await startAcademy({ academy: { content, readiness } });
  });

  it('is healthy, for whoever asks', async () => {
    const response = await academy.anonymous.get('/api/academy/health');
    expect([response.status, response.body]).toEqual([200, { status: 'ok' }]);
  });

  it.each(LEARNER_ROUTES)(
    '%s %s is for learners',
    async (method, path, body) => {
      const url = `/api/academy${path}`;
      const nobody = await academy.anonymous[method](url).send(body);
      expect(nobody.status).toBe(401);

      const service = await academy.anonymous[method](url)
        .set('Authorization', mockCredentials.service.header())
        .send(body);
      expect(service.status).toBe(403);

      const stranger = await academy[method](path, STRANGER, body);
      expect(stranger.status).toBe(403);
      expect(stranger.body.error.message).toContain('academy.content.read');

      const learner = await academy[method](path, MINA, body);
      expect(learner.status).toBe(200);
    },
  );

  it('keeps the state of the content for holders of academy.admin', async () => {
    const nobody = await academy.anonymous.get('/api/academy/admin/content');
    expect(nobody.status).toBe(401);
    const learner = await academy.get('/admin/content', MINA);
    expect(learner.status).toBe(403);
    const lead = await academy.get('/admin/content', LEAD);
    expect(lead.body).toEqual({
      units: 3,
      loadedAt: expect.any(String),
      problems: [],
    });
  });

  it.each(
    calls(
      ['post', QUIZ, { optionIds: 'killed' }],
      ['post', QUIZ, { optionIds: [7] }],
      ['post', QUIZ, { optionIds: [] }],
      ['post', QUIZ, { optionIds: ['killed', 'killed'] }],
      ['post', QUIZ, { optionIds: ['killed'], correct: true }],
      ['post', QUIZ, {}],
      ['get', '/readiness?path=all'],
      ['get', '/readiness?path=all&group=a&group=b'],
      ['get', '/readiness?path=all&group=web&unknown=1'],
      ['get', '/entities/recommendations'],
      ['get', '/entities/recommendations?entityRef=web'],
      ['get', '/readiness?path=all&group=group:'],
      ['get', `/units/${'x'.repeat(201)}/b/c`],
    ),
  )('%s %s with a wrong input is a 400: %j', async (method, path, body) => {
    const response = await academy[method](path, MINA, body);
    expect([response.status, response.body.error.name]).toEqual([
      400,
      'InputError',
    ]);
  });

  it.each(
    calls(
      ['get', '/units/basics/start/unheard'],
      ['get', '/units/constructor/x/y'],
      ['post', '/units/basics/start/unheard/complete'],
      ['post', '/units/basics/start/unheard/quiz/cpu', { optionIds: ['a'] }],
      ['post', `/units/${LESSON}/quiz/unheard`, { optionIds: ['a'] }],
      ['get', '/readiness?path=unheard&group=group:default/web'],
      ['get', '/readiness?path=all&group=group:default/unheard'],
      ['get', '/readiness?path=all&group=user:default/mina'],
      ['get', '/entities/recommendations?entityRef=component:default/unheard'],
    ),
  )('%s %s is a 404', async (method, path, body) => {
    const response = await academy[method](path, MINA, body);
    expect([response.status, response.body.error.name]).toEqual([
      404,
      'NotFoundError',
    ]);
  });

  it('has no training clusters without a lab runtime', async () => {
    expect((await academy.get('/clusters', MINA)).body).toEqual([]);
  });

  it('refuses to start with a wrong config, naming the key', async () => {
    const broken = startTestBackend({
      features: [
        academyPlugin,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({
          data: {
            academy: {
              content,
              readiness: {
                paths: [{ ...readiness.paths[0], validityDays: 'soon' }],
              },
            },
          },
        }),
      ],
    });
    await expect(broken).rejects.toThrow(
      'academy.readiness.paths[0].validityDays: expected a positive whole number, got "soon"',
    );
  });
});
