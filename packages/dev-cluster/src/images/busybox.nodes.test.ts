import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { busyboxLayer, findBusybox } from './busybox';

const run = promisify(execFile);

describe('wget of the images, with the busybox of this machine', () => {
  let dir: string;
  let script: string;
  let server: Server;
  let address: string;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'academy-wget-'));
    script = join(dir, 'wget');
    const wget = busyboxLayer(findBusybox()).find(
      ({ path }) => path === 'bin/wget',
    );
    writeFileSync(script, (wget as { text: string }).text, { mode: 0o755 });
    server = createServer((request, response) => {
      if (request.url !== '/never') {
        response.end(`${request.url} ${request.headers['user-agent']}`);
      }
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    address = `http://127.0.0.1:${port}`;
  });

  afterEach(async () => {
    await new Promise(resolve => {
      server.close(resolve);
      server.closeAllConnections();
    });
    rmSync(dir, { recursive: true, force: true });
  });

  it.each([
    [[]],
    [['-T', '5']],
    [['-T5']],
    [['--timeout=5']],
    [['--timeout', '5']],
  ])('answers with the options %j', async options => {
    const { stdout } = await run(script, [
      ...options,
      '-q',
      '-U',
      'two words',
      '-O-',
      `${address}/path`,
    ]);
    expect(stdout).toBe('/path two words');
  });

  it('gives up when its time is over', async () => {
    const asking = run(script, ['-T', '1', '-qO-', `${address}/never`]);
    await expect(asking).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('wget: download timed out'),
    });
  });
});
