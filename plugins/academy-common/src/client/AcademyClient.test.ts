/** @jest-environment node */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AcademyClient } from './AcademyClient';
import { startTestServer, type TestServer } from './__testUtils__/testServer';

describe('AcademyClient', () => {
  let server: TestServer;
  let client: AcademyClient;
  let requests: { method: string; url: string; body: string }[];
  let answer: (req: IncomingMessage, res: ServerResponse) => void;

  beforeEach(async () => {
    requests = [];
    answer = (_, res) => res.end('[]');
    server = await startTestServer(async (req, res) => {
      let body = '';
      for await (const chunk of req) {
        body += chunk;
      }
      requests.push({ method: req.method!, url: req.url!, body });
      answer(req, res);
    });
    client = server.client;
  });

  afterEach(() => server.stop());

  it('asks the academy plugin and returns what it answers', async () => {
    answer = (_, res) => res.end(JSON.stringify([{ id: 'foundations' }]));
    await expect(client.listCourses()).resolves.toEqual([
      { id: 'foundations' },
    ]);
    expect(requests).toEqual([
      { method: 'GET', url: '/api/academy/courses', body: '' },
    ]);
  });

  it.each<[string, (c: AcademyClient) => Promise<unknown>, string]>([
    ['unit', c => c.getUnit('a/b/c'), 'GET /units/a/b/c'],
    ['completion', c => c.completeUnit('a/b/c'), 'POST /units/a/b/c/complete'],
    [
      'answer',
      c => c.answerQuestion('a/b/c', 'q1', ['x', 'y']),
      'POST /units/a/b/c/quiz/q1 {"optionIds":["x","y"]}',
    ],
    ['clusters', c => c.listClusters(), 'GET /clusters'],
    ['attempts', c => c.listAttempts(), 'GET /attempts'],
    [
      'active attempts of a unit',
      c => c.listAttempts({ unitId: 'a/b/c', active: true }),
      'GET /attempts?unitId=a%2Fb%2Fc&active=true',
    ],
    [
      'start',
      c => c.startAttempt({ unitId: 'a/b/c', scenario: 's' }),
      'POST /attempts {"unitId":"a/b/c","scenario":"s"}',
    ],
    ['attempt', c => c.getAttempt('1'), 'GET /attempts/1'],
    ['kubeconfig', c => c.issueKubeconfig('1'), 'POST /attempts/1/kubeconfig'],
    [
      'apply',
      c => c.apply('1', { yaml: 'kind: Pod', dryRun: true }),
      'POST /attempts/1/apply {"yaml":"kind: Pod","dryRun":true}',
    ],
    [
      'hint',
      c => c.revealHint('1', 't'),
      'POST /attempts/1/hints {"taskId":"t"}',
    ],
    ['more time', c => c.extendAttempt('1'), 'POST /attempts/1/extend'],
    [
      'verdict on an answer',
      c => c.answerCheck('1', 'tag', '42 '),
      'PUT /attempts/1/answers/tag {"answer":"42 "}',
    ],
    ['giving up', c => c.giveUpAttempt('1'), 'POST /attempts/1/give-up'],
    ['unit of an attempt', c => c.getAttemptUnit('1'), 'GET /attempts/1/unit'],
    ['debrief', c => c.getDebrief('1'), 'GET /attempts/1/debrief'],
    ['reset', c => c.resetAttempt('1'), 'POST /attempts/1/reset'],
    ['end', c => c.endAttempt('1'), 'DELETE /attempts/1'],
    ['record', c => c.getRecord(), 'GET /record'],
    ['paths', c => c.listReadinessPaths(), 'GET /readiness/paths'],
    ['groups', c => c.listReadinessGroups(), 'GET /readiness/groups'],
    [
      'readiness',
      c => c.getReadiness({ path: 'p', group: 'group:default/g' }),
      'GET /readiness?path=p&group=group%3Adefault%2Fg',
    ],
    [
      'recommendations',
      c => c.getRecommendations('component:default/x'),
      'GET /entities/recommendations?entityRef=component%3Adefault%2Fx',
    ],
    ['content', c => c.getContentHealth(), 'GET /admin/content'],
    ['labs', c => c.getLabsOverview(), 'GET /admin/labs'],
    [
      'stop of labs',
      c => c.stopLabs({ cluster: 'dev', reason: { en: 'a', ko: 'b' } }),
      'PUT /admin/labs/switches {"cluster":"dev","reason":{"en":"a","ko":"b"}}',
    ],
    [
      'end of a stop',
      c => c.allowLabs('dev & co'),
      'DELETE /admin/labs/switches?cluster=dev+%26+co',
    ],
    [
      'end of the stop of all',
      c => c.allowLabs(),
      'DELETE /admin/labs/switches',
    ],
  ])('asks for %s', async (_, ask, expected) => {
    await ask(client);
    const { method, url, body } = requests[0];
    expect(`${method} ${url.replace('/api/academy', '')} ${body}`.trim()).toBe(
      expected,
    );
  });

  it('takes an answer without a body', async () => {
    answer = (_, res) => res.writeHead(204).end();
    await expect(client.allowLabs('dev')).resolves.toBeUndefined();
  });

  it('keeps a name from leaving its place in the path', async () => {
    await client.getAttempt('../admin/content?x');
    expect(requests[0].url).toBe(
      '/api/academy/attempts/..%2Fadmin%2Fcontent%3Fx',
    );
    await client.answerCheck('1', '../unit', 'x');
    expect(requests[1].url).toBe('/api/academy/attempts/1/answers/..%2Funit');
  });

  it("rejects with the backend's error", async () => {
    answer = (_, res) => {
      res.writeHead(409, { 'content-type': 'application/json' });
      res.end(
        JSON.stringify({
          error: { name: 'ConflictError', message: 'attempt 7 is active' },
          response: { statusCode: 409 },
        }),
      );
    };
    await expect(
      client.startAttempt({ unitId: 'a/b/c' }),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 409,
      body: { error: { message: 'attempt 7 is active' } },
    });
  });
});
