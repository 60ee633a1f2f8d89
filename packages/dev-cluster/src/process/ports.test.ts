import { createServer, type Server } from 'node:net';
import { isPortFree, pickFreePorts } from './ports';

describe('ports', () => {
  let server: Server | undefined;

  afterEach(() => {
    server?.close();
  });

  it('picks different free ports', async () => {
    const ports = await pickFreePorts(4);
    expect(new Set(ports).size).toBe(4);
    await expect(
      Promise.all(ports.map(port => isPortFree(port))),
    ).resolves.toEqual([true, true, true, true]);
  });

  it('sees that a port is taken', async () => {
    const [port] = await pickFreePorts(1);
    server = createServer();
    await new Promise<void>(resolve => {
      server!.listen(port, '127.0.0.1', resolve);
    });
    await expect(isPortFree(port)).resolves.toBe(false);
  });
});
