import {
  createMockDirectory,
  mockCredentials,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { AttemptEvent } from '@kubernetes-academy/backstage-plugin-academy-common';
import { lessons, LAB, startAcademy, type TestAcademy } from '../__testUtils__';
import { verdict } from '../attempts/__testUtils__/attemptFixtures';
import { eventually } from '../attempts/__testUtils__/eventually';
import { FakeLabRuntime } from '../attempts/__testUtils__/FakeLabRuntime';
import {
  fakeLabs,
  Learners,
  type Method,
} from '../attempts/__testUtils__/Learners';
import { withDatabase } from '../attempts/__testUtils__/withDatabase';

jest.setTimeout(60_000);

/** Everything that can be done to an attempt, with a body that its owner may send. */
const ROUTES: [Method, string, object][] = [
  ['get', '', {}],
  ['delete', '', {}],
  ['get', '/events', {}],
  ['get', '/unit', {}],
  ['get', '/debrief', {}],
  ['post', '/extend', {}],
  ['post', '/kubeconfig', {}],
  ['post', '/apply', { yaml: 'kind: Pod' }],
  ['post', '/hints', { taskId: 'create' }],
  ['post', '/reset', {}],
  ['post', '/give-up', {}],
  ['put', '/answers/one', { answer: 'x' }],
];

/** What would do something where it is not taken for a text. */
const PAYLOADS = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '"><svg/onload=alert(1)>',
  '[x](javascript:alert(1))',
  'x\n\nid: 999\ndata: {"type":"verdicts","verdicts":[]}\n\n',
  'x\r\n\r\nevent: state\r\ndata: {}\r\n\r\n',
  '\u2028\u2029\u0000',
  "'; DROP TABLE attempts; --",
];

describe("a second user's session", () => {
  const directory = createMockDirectory({ content: { lessons } });
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const runtime = new FakeLabRuntime();
  let academy: TestAcademy;
  let learners: Learners;

  beforeAll(async () => {
    const content = { path: directory.resolve('lessons'), watch: false };
    const knex = await databases.init('SQLITE_3');
    const features = [fakeLabs(runtime), withDatabase(knex)];
    academy = await startAcademy({ academy: { content }, features });
    learners = new Learners(academy);
  });

  it('tries every route that there is', async () => {
    const { body } = await learners.call(
      'get',
      '/openapi.json',
      learners.next(),
    );
    const documented = Object.entries<object>(body.paths).flatMap(
      ([path, methods]) =>
        path.startsWith('/attempts/{id}')
          ? Object.keys(methods).map(
              method => `${method} ${path.slice('/attempts/{id}'.length)}`,
            )
          : [],
    );
    const tried = ROUTES.map(
      ([method, path]) => `${method} ${path.replace('one', '{checkId}')}`,
    );
    expect(tried.sort()).toEqual(documented.sort());
  });

  it.each(ROUTES)(
    'T3 %s /attempts/:id%s of another learner is not there',
    async (method, suffix, body) => {
      const owner = learners.next();
      const path = await learners.startReady(owner);
      const before = runtime.calls.length;
      const { status } = await learners.call(
        method,
        path + suffix,
        learners.next(),
        body,
      );
      expect(status).toBe(404);
      expect(runtime.calls.slice(before)).not.toContain('remove');
      const { body: attempt } = await learners.call('get', path, owner);
      expect(attempt).toMatchObject({ state: 'ready', unitId: LAB });
      await learners.call('delete', path, owner);
    },
  );

  it.each([
    '..%2F..%2Fadmin%2Fcontent',
    '%2e%2e',
    '..;',
    "'%20OR%20'1'%3D'1",
    '%00',
    '*',
    '__proto__',
  ])('T1 an attempt with the id %s is not there', async id => {
    const { status } = await learners.call(
      'get',
      `/attempts/${id}`,
      learners.next(),
    );
    expect([400, 404]).toContain(status);
  });

  it.each([
    'http://169.254.169.254/latest',
    '../prod',
    'dev/../prod',
    '__proto__',
  ])('T5 no attempt on a cluster %s that is not configured', async cluster => {
    const before = runtime.provisioned.length;
    const { status } = await learners.call(
      'post',
      '/attempts',
      learners.next(),
      { unitId: LAB, cluster },
    );
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(runtime.provisioned).toHaveLength(before);
  });

  it('T6 texts of a cluster stay texts, in answers and in the event stream', async () => {
    const owner = learners.next();
    const path = await learners.startReady(owner);
    const session = await eventually(async () => runtime.sessions.at(-1));
    const messages = PAYLOADS.map(text => ({ en: text, ko: text }));
    for (const message of messages) {
      await session.onVerdicts([{ ...verdict('web-runs', 'notYet'), message }]);
    }
    const answer = await learners.call('get', path, owner);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);

    const { url } = learners.call('get', `${path}/events`, owner);
    const response = await fetch(url, {
      headers: { Authorization: mockCredentials.user.header(owner) },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const seen: string[] = [];
    let rest = '';
    for await (const chunk of response.body!) {
      const frames = (rest + Buffer.from(chunk).toString()).split('\n\n');
      rest = frames.pop()!;
      for (const frame of frames) {
        // No line of a payload became one of the stream.
        expect(frame).toMatch(/^(: (open|alive)|id: \d+\ndata: \{[^\n\r]*\})$/);
        if (frame.startsWith('id')) {
          const event: AttemptEvent = JSON.parse(frame.split('\ndata: ')[1]);
          seen.push(JSON.stringify(event));
        }
      }
      if (seen.join().includes('DROP TABLE')) break;
    }
    for (const payload of PAYLOADS) {
      expect(seen.join()).toContain(JSON.stringify(payload));
    }
  });
});
