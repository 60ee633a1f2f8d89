/** @jest-environment node */
import type { ServerResponse } from 'node:http';
import type { AttemptEvent } from '../api';
import { startTestServer, type TestServer } from './__testUtils__/testServer';
import type { StreamState } from './types';

const frame = (id: number, state = 'ready') =>
  `id: ${id}\ndata: ${JSON.stringify({
    id,
    at: '2026-01-01T00:00:00Z',
    type: 'state',
    state,
  })}\n\n`;

describe('AcademyClient.streamAttempt', () => {
  let server: TestServer;
  /** What the nth connection to the stream is answered with. */
  let connections: ((res: ServerResponse) => void)[];
  let asked: string[];
  let attempt: { endedAt?: string; cursor: number };
  let abort: AbortController;

  const events: AttemptEvent[] = [];
  const states: StreamState[] = [];

  const follow = (after?: number) =>
    server.client.streamAttempt('a1', {
      after,
      signal: abort.signal,
      onEvent: event => events.push(event),
      onState: state => states.push(state),
    });

  beforeEach(async () => {
    events.length = 0;
    states.length = 0;
    asked = [];
    attempt = { cursor: 0 };
    abort = new AbortController();
    server = await startTestServer((req, res) => {
      const url = new URL(req.url!, 'http://localhost');
      if (!url.pathname.endsWith('/events')) {
        res.end(JSON.stringify(attempt));
        return;
      }
      const connection = connections[asked.length];
      asked.push(url.searchParams.get('after')!);
      connection(res);
    });
  });

  afterEach(() => server.stop());

  const open = (res: ServerResponse, text = '') => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.write(`: hello\n\n${text}`);
  };

  it('delivers events and ends with the attempt', async () => {
    connections = [
      res => {
        attempt = { endedAt: '2026-01-01T00:00:00Z', cursor: 5 };
        open(res, frame(4) + frame(5, 'abandoned'));
        res.end();
      },
    ];
    await follow(3);
    expect(asked).toEqual(['3']);
    expect(events.map(({ id }) => id)).toEqual([4, 5]);
    expect(states).toEqual(['open']);
  });

  it('reads frames that arrive in pieces, and text of several bytes', async () => {
    const bytes = Buffer.from(
      `id: 1\ndata: ${JSON.stringify({
        id: 1,
        at: '',
        type: 'state',
        state: 'failed',
        message: { en: 'no', ko: '샌드박스를 만들지 못했습니다' },
      })}\n\n`,
    );
    connections = [
      async res => {
        attempt = { endedAt: '2026-01-01T00:00:00Z', cursor: 1 };
        open(res);
        for (let at = 0; at < bytes.length; at += 7) {
          res.write(bytes.subarray(at, at + 7));
          await new Promise(setImmediate);
        }
        res.end();
      },
    ];
    await follow();
    expect(events).toEqual([
      expect.objectContaining({
        message: { en: 'no', ko: '샌드박스를 만들지 못했습니다' },
      }),
    ]);
  });

  it('comes back after a cut connection, from the last event and without repeating', async () => {
    connections = [
      res => {
        open(res, frame(1) + frame(2));
        setImmediate(() => server.cut());
      },
      res => {
        res.writeHead(503);
        res.end();
      },
      res => {
        attempt = { endedAt: '2026-01-01T00:00:00Z', cursor: 3 };
        open(res, frame(2) + frame(3, 'expired'));
        res.end();
      },
    ];
    await follow();
    expect(events.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(asked[asked.length - 1]).toBe('2');
    expect(states).toEqual(['open', 'lost', 'lost', 'open']);
  });

  it('comes back when the stream ends while the attempt goes on', async () => {
    connections = [
      res => {
        open(res, frame(1));
        res.end();
      },
      res => {
        attempt = { endedAt: '2026-01-01T00:00:00Z', cursor: 2 };
        open(res, frame(2, 'abandoned'));
        res.end();
      },
    ];
    await follow();
    expect(asked).toEqual(['0', '1']);
  });

  it('gives up when the backend refuses for good', async () => {
    connections = [
      res => {
        res.writeHead(404, { 'content-type': 'application/json' });
        res.end(JSON.stringify({ error: { name: 'NotFoundError' } }));
      },
    ];
    await expect(follow()).rejects.toMatchObject({ statusCode: 404 });
    expect(asked).toHaveLength(1);
  });

  it('ends quietly when it is aborted', async () => {
    connections = [
      res => {
        open(res, frame(1));
        setImmediate(() => abort.abort());
      },
    ];
    await expect(follow()).resolves.toBeUndefined();
    expect(states).not.toContain('lost');
  });
});
