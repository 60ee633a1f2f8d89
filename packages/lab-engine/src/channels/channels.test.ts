import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import { eventually } from '../testing/eventually';
import { openWebSocket } from './openWebSocket';
import { portForwardStream } from './portForwardStream';

/** What a kubelet sends first on each channel: the number of port 6443. */
const PORT = Buffer.from([0x2b, 0x19]);
const CHUNK = Buffer.alloc(64 * 1024, 'x');

const data = (...parts: (Buffer | string)[]) =>
  Buffer.concat([Buffer.from([0]), ...parts.map(part => Buffer.from(part))]);
const error = (...parts: (Buffer | string)[]) =>
  Buffer.concat([Buffer.from([1]), ...parts.map(part => Buffer.from(part))]);

/** The other end of the line; the API server and a kubelet in real life. */
describe('a port-forward', () => {
  let server: WebSocketServer;
  let serving: (socket: WebSocket) => void;

  beforeAll(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    server.on('connection', socket => serving(socket));
    await new Promise(resolve => server.once('listening', resolve));
  });

  afterAll(() => {
    server.clients.forEach(client => client.terminate());
    server.close();
  });

  async function open(maxBytes = 2048 * CHUNK.length) {
    const { port } = server.address() as AddressInfo;
    const url = `ws://127.0.0.1:${port}/`;
    return portForwardStream(
      await openWebSocket({ url, headers: {} }, ['v4.channel.k8s.io']),
      maxBytes,
    );
  }

  it('carries bytes both ways, without the numbers of the port', async () => {
    serving = socket => {
      socket.send(data(PORT));
      socket.send(error(PORT));
      socket.on('message', (message: Buffer) =>
        socket.send(data('echo of ', message.subarray(1))),
      );
    };
    const stream = await open();
    stream.write('hello');
    const [answer] = await once(stream, 'data');
    expect(answer.toString()).toBe('echo of hello');
    stream.destroy();
  });

  it('loses nothing that was sent before anybody listened', async () => {
    serving = socket => {
      socket.send(data(PORT, 'first'));
      socket.close();
    };
    const stream = await open();
    await sleep(50);
    const chunks = await stream.toArray();
    expect(Buffer.concat(chunks).toString()).toBe('first');
  });

  it('breaks with the words of the kubelet when nobody listens on the port', async () => {
    serving = socket => {
      socket.send(data(PORT));
      socket.send(error(PORT));
      socket.send(
        error('failed to connect to localhost:6443 inside namespace'),
      );
    };
    const stream = await open();
    await expect(stream.toArray()).rejects.toMatchObject({
      reason: 'Unreachable',
      message: 'failed to connect to localhost:6443 inside namespace',
    });
  });

  it('ends when the line does', async () => {
    serving = socket => {
      socket.send(data(PORT, 'x'));
      setImmediate(() => socket.terminate());
    };
    const stream = await open();
    await expect(stream.toArray()).resolves.toEqual([Buffer.from('x')]);
  });

  it('breaks when more comes than may', async () => {
    serving = socket => {
      socket.send(data(PORT));
      socket.send(data(CHUNK));
      socket.send(data('x'));
    };
    const stream = await open(CHUNK.length);
    await expect(stream.toArray()).rejects.toMatchObject({
      message: `more than ${CHUNK.length} bytes were received`,
    });
  });

  it('does not read on while nobody takes what it has read', async () => {
    let sender: WebSocket | undefined;
    serving = socket => {
      sender = socket;
      socket.send(data(PORT));
      for (let sent = 0; sent < 1024; sent += 1) socket.send(data(CHUNK));
    };
    const stream = await open();
    stream.once('readable', () => {});
    await eventually(() => {
      expect(stream.readableLength).toBeGreaterThan(0);
      expect(sender?.bufferedAmount).toBeGreaterThan(32 * CHUNK.length);
    });
    await sleep(200);
    expect(stream.readableLength).toBeLessThan(4 * CHUNK.length);
    let bytes = 0;
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes === 1024 * CHUNK.length) break;
    }
    expect(bytes).toBe(1024 * CHUNK.length);
  });
});
