import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ClusterError } from './ClusterError';
import { bearer } from './credentials';
import { withRetries } from './retry';
import { directRoute } from './route';
import { fixedToken } from './tokens';
import { Transport } from './Transport';

function failure(status: number, retryAfterMs?: number): ClusterError {
  const reason = status === 0 ? 'Unreachable' : 'Refused';
  return new ClusterError({ status, reason, message: 'no', retryAfterMs });
}

/** Fails with the given errors, one after the other, then succeeds. */
function sequence(...errors: ClusterError[]) {
  return jest.fn(async () => {
    const error = errors.shift();
    if (error) throw error;
    return 'done';
  });
}

describe('withRetries', () => {
  it.each([
    ['429', true, failure(429, 0)],
    ['429 of a POST, which was not executed', false, failure(429, 0)],
    ['503', true, failure(503)],
    ['a lost connection', true, failure(0)],
  ])('tries again after %s', async (_, idempotent, error) => {
    const request = sequence(error);
    await expect(withRetries(request, { idempotent })).resolves.toBe('done');
    expect(request).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['a lost connection of a POST', false, failure(0)],
    ['503 of a POST', false, failure(503)],
    ['403', true, failure(403)],
    ['an internal error', true, failure(500)],
    ['a wait longer than anybody has', true, failure(429, 60_000)],
  ])('gives up after %s', async (_, idempotent, error) => {
    const request = sequence(error);
    await expect(withRetries(request, { idempotent })).rejects.toBe(error);
    expect(request).toHaveBeenCalledTimes(1);
  });

  it('tries four times at most', async () => {
    const request = sequence(
      ...Array.from({ length: 9 }, () => failure(429, 0)),
    );
    await expect(withRetries(request, { idempotent: true })).rejects.toThrow();
    expect(request).toHaveBeenCalledTimes(4);
  });
});

describe('Transport', () => {
  let server: Server;
  let transport: Transport;
  let answer: (response: ServerResponse) => void;

  beforeAll(async () => {
    server = createServer((_, response) => answer(response));
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const route = directRoute(`http://127.0.0.1:${port}`);
    transport = Transport.create({ route });
  });

  afterAll(async () => {
    await transport.close();
    server.close();
  });

  const request = () =>
    transport.request({ method: 'GET', path: '/api' }, bearer(fixedToken('t')));

  it('honours Retry-After of a server that limits it', async () => {
    let requests = 0;
    answer = response => {
      requests += 1;
      if (requests === 1) {
        response.writeHead(429, { 'retry-after': '0' }).end('slow down');
      } else {
        response.writeHead(200).end('{"ok":true}');
      }
    };
    await expect(request()).resolves.toEqual({
      status: 200,
      body: { ok: true },
    });
    expect(requests).toBe(2);
  });

  it('does not take the page of a proxy for an answer', async () => {
    answer = response => response.writeHead(200).end('<html>Sign in</html>');
    await expect(request()).rejects.toMatchObject({
      reason: 'NoKubernetesAnswer',
      message: expect.stringContaining('Sign in'),
    });
    answer = response => response.writeHead(403).end('Blocked');
    await expect(request()).rejects.toMatchObject({
      status: 403,
      message: 'Blocked',
    });
  });
});
