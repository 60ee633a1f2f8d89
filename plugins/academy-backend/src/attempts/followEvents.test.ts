import {
  createMockDirectory,
  mockCredentials,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { AttemptEvent } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Knex } from 'knex';
import { lessons, startAcademy } from '../__testUtils__';
import { verdict } from './__testUtils__/attemptFixtures';
import { eventually } from './__testUtils__/eventually';
import { FakeLabRuntime } from './__testUtils__/FakeLabRuntime';
import { fakeLabs, Learners } from './__testUtils__/Learners';
import { withDatabase } from './__testUtils__/withDatabase';

jest.setTimeout(60_000);

describe('the event stream of an attempt', () => {
  const directory = createMockDirectory({ content: { lessons } });
  const runtime = new FakeLabRuntime();
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let knex: Knex;
  let learners: Learners;

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    const content = { path: directory.resolve('lessons'), watch: false };
    const features = [fakeLabs(runtime), withDatabase(knex)];
    learners = new Learners(
      await startAcademy({ academy: { content }, features }),
    );
  });

  /** Reads an event stream until it ends, or until `enough` says so. */
  async function follow(
    path: string,
    userRef: string,
    options: {
      query?: string;
      lastEventId?: number;
      enough?: (events: AttemptEvent[]) => boolean;
    } = {},
  ): Promise<AttemptEvent[]> {
    const { query = '', lastEventId, enough = () => false } = options;
    const url = learners.call('get', `${path}/events${query}`, userRef).url;
    const response = await fetch(url, {
      headers: {
        ...(lastEventId !== undefined && {
          'Last-Event-ID': String(lastEventId),
        }),
        Authorization: mockCredentials.user.header(userRef),
      },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events: AttemptEvent[] = [];
    let rest = '';
    for await (const chunk of response.body!) {
      const frames = (rest + Buffer.from(chunk).toString()).split('\n\n');
      rest = frames.pop()!;
      for (const frame of frames) {
        const match = /^id: (\d+)\ndata: (.*)$/.exec(frame);
        if (match) {
          const event = JSON.parse(match[2]);
          expect(event.id).toBe(Number(match[1]));
          events.push(event);
        }
      }
      if (enough(events)) {
        break;
      }
    }
    return events;
  }

  const words = (events: AttemptEvent[]) =>
    events.map(event => {
      switch (event.type) {
        case 'state':
          return event.state;
        case 'verdict':
          return event.verdict.outcome;
        default:
          return event.type;
      }
    });

  it('tells everything once, in order, and ends with the attempt', async () => {
    const learner = learners.next();
    const path = await learners.start(learner);
    const following = follow(path, learner);
    const { namespace } = await learners.inState(path, learner, 'ready');
    const session = await eventually(async () =>
      runtime.sessions.find(({ sandbox }) => sandbox.namespace === namespace),
    );
    await session.onVerdicts([verdict('web-runs', 'notYet')]);
    await learners.call('post', `${path}/hints`, learner, { taskId: 'create' });
    await session.onVerdicts([verdict('web-runs', 'passed')]);
    await learners.call('delete', path, learner);
    expect(words(await following)).toEqual([
      'requested',
      'provisioning',
      'ready',
      'notYet',
      'hint',
      'passed',
      'passed',
      'passed',
    ]);
  });

  it('goes on after a cursor, in the address or in the header', async () => {
    const learner = learners.next();
    const path = await learners.startReady(learner);
    const { body: view } = await learners.call('get', path, learner);
    await learners.call('delete', path, learner);
    const all = await follow(path, learner);
    expect(words(all)).toEqual([
      'requested',
      'provisioning',
      'ready',
      'abandoned',
    ]);
    expect(view.cursor).toBe(all[2].id);

    const after = await follow(path, learner, {
      query: `?after=${view.cursor}`,
    });
    expect(after).toEqual(all.slice(3));
    const resumed = await follow(path, learner, {
      query: '?after=0',
      lastEventId: all[1].id,
    });
    expect(resumed).toEqual(all.slice(2));
    const nothing = await follow(path, learner, {
      lastEventId: all[3].id,
    });
    expect(nothing).toEqual([]);
  });

  it('is presence, which puts off the end for idleness', async () => {
    const learner = learners.next();
    const path = await learners.startReady(learner);
    const { body: view } = await learners.call('get', path, learner);
    const soon = new Date(Date.now() + 30_000);
    await knex('attempt').where({ id: view.id }).update({ idle_ends_at: soon });
    const [told] = await follow(path, learner, {
      query: `?after=${view.cursor}`,
      enough: events => events.length === 1,
    });
    expect(told.type).toBe('times');
    const { body } = await learners.call('get', path, learner);
    expect(told).toMatchObject({ idleEndsAt: body.idleEndsAt });
    expect(Date.parse(body.idleEndsAt)).toBeGreaterThan(soon.getTime());
  });

  it('serves a reader who comes back in the middle', async () => {
    const learner = learners.next();
    const path = await learners.startReady(learner);
    const first = await follow(path, learner, {
      enough: events => events.length === 3,
    });
    await learners.call('post', `${path}/hints`, learner, { taskId: 'create' });
    const second = await follow(path, learner, {
      lastEventId: first[2].id,
      enough: events => events.length === 1,
    });
    expect(words(second)).toEqual(['hint']);
  });
});
