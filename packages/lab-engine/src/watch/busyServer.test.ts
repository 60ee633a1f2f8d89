import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiCall } from '../gateway';
import { eventually } from '../testing/eventually';
import { CONFIG_MAP, isWatch, names, WatchScene } from './testing/WatchScene';

jest.setTimeout(90_000);

/** What a real API server does to a watch, or something that answers in its place. */
describe('a watch of a server', () => {
  let scene: WatchScene;

  beforeAll(async () => {
    scene = await WatchScene.create();
  });

  afterEach(() => scene.settle());
  afterAll(() => scene.close());

  describe('on a server that is busy', () => {
    it.each([429, 503])('waits as long as a %i asks', async status => {
      const arrivals: number[] = [];
      scene.front.answers.set(scene.path(), (_, res, forward) => {
        arrivals.push(performance.now());
        if (arrivals.length > 1) return forward();
        res.writeHead(status, { 'retry-after': '3' });
        return res.end('{}');
      });
      const watch = scene.open({ client: scene.overFront() });
      await eventually(() =>
        expect(watch.read()).toMatchObject({
          state: 'unknown',
          reason: 'error',
        }),
      );
      await eventually(() => names(watch.read()));
      expect(arrivals[1] - arrivals[0]).toBeGreaterThanOrEqual(3_000);
    });

    it('opens sixteen at a time', async () => {
      let waiting = 0;
      let most = 0;
      const held: (() => void)[] = [];
      scene.front.answers.set(scene.path(), (_, res, forward) => {
        waiting += 1;
        most = Math.max(most, waiting);
        held.push(() => {
          waiting -= 1;
          forward();
        });
        res.on('close', () => {});
      });
      const client = scene.overFront();
      await client.path(CONFIG_MAP);
      const watches = Array.from({ length: 40 }, () => scene.open({ client }));
      await eventually(() => {
        if (waiting === 16) held.splice(0).forEach(release => release());
        watches
          .slice(0, 32)
          .forEach(watch => expect(names(watch.read())).toBeDefined());
      });
      await eventually(() => {
        held.splice(0).forEach(release => release());
        watches.forEach(watch => names(watch.read()));
      });
      expect(most).toBe(16);
    });
  });

  describe('that breaks in the middle of a list', () => {
    /** The first line of the answer, then the end of the connection. */
    function breakOnce(
      isMeant: (req: IncomingMessage) => boolean | undefined,
      first: (res: ServerResponse) => void,
    ) {
      let broken = false;
      scene.front.answers.set(scene.path(), (req, res, forward) => {
        if (broken || !isMeant(req)) return forward();
        broken = true;
        return first(res);
      });
    }

    const stray = {
      type: 'ADDED',
      object: {
        ...CONFIG_MAP,
        metadata: { name: 'stray', namespace: 'x', resourceVersion: '1' },
      },
    };

    it('never takes a part for the whole', async () => {
      await scene.write('whole');
      breakOnce(isWatch, res => {
        res.writeHead(200, { 'content-type': 'application/json' });
        res.write(`${JSON.stringify(stray)}\n{"type":"ADDED","obj`);
        setTimeout(() => res.destroy(), 100);
      });
      const watch = scene.open({ client: scene.overFront() });
      await eventually(() => expect(names(watch.read())).toContain('whole'));
      expect(names(watch.read())).not.toContain('stray');
      expect(scene.states).toEqual(['synced']);
    });

    it('begins anew when its next page is forgotten', async () => {
      await scene.write('on-page-two');
      let lists = 0;
      scene.front.answers.set(scene.path(), (req, res, forward) => {
        if (isWatch(req)) return forward();
        lists += 1;
        if (lists > 2) return forward();
        res.writeHead(lists === 1 ? 200 : 410);
        return res.end(
          JSON.stringify(
            lists === 1
              ? { metadata: { continue: 'x' }, items: [stray.object] }
              : { kind: 'Status', code: 410, reason: 'Expired' },
          ),
        );
      });
      const watch = scene.open({
        client: scene.overFront(),
        streamingLists: false,
      });
      await eventually(() =>
        expect(names(watch.read())).toContain('on-page-two'),
      );
      expect(names(watch.read())).not.toContain('stray');
      expect(lists).toBe(3);
    });
  });

  it('goes on at the last bookmark, and reads nothing twice', async () => {
    const { client } = scene.test;
    const calls: ApiCall[] = [];
    const watch = scene.open({
      client: {
        path: ref => client.path(ref),
        request: call => client.request(call),
        // The server ends it, as it would minutes later, after a bookmark.
        stream: call => {
          calls.push(call);
          const query = { ...call.query, timeoutSeconds: 4 };
          return client.stream({ ...call, query });
        },
      },
    });
    await eventually(() => names(watch.read()));
    await scene.write('before-the-end');
    await eventually(() => expect(calls.length).toBeGreaterThan(2));
    const [first, ...later] = calls.map(({ query }) => query ?? {});
    expect(first).toMatchObject({ sendInitialEvents: true });
    later.forEach(query => {
      expect(query.sendInitialEvents).toBeUndefined();
      expect(Number(query.resourceVersion)).toBeGreaterThan(0);
    });
    await scene.remove('before-the-end');
    await eventually(() =>
      expect(names(watch.read())).not.toContain('before-the-end'),
    );
    expect(scene.states).toEqual(['synced']);
  });
});
