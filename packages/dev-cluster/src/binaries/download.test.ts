import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDownloader } from './download';
import { chooseMaker } from './maker';
import { releaseFile, releaseHosts } from './releases';
import { CONTROL_PLANE_TOOLS, type Tool } from './tools';

const SCRIPT = '#!/bin/sh\necho downloaded\n';

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function tool(name: string): Tool {
  return CONTROL_PLANE_TOOLS.find(candidate => candidate.name === name)!;
}

describe('downloads from a mirror', () => {
  let dir: string;
  let server: Server;
  let env: NodeJS.ProcessEnv;
  /** What the mirror answers, by path. */
  let files: Map<string, Buffer | string>;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'academy-download-'));
    files = new Map();
    server = createServer((request, response) => {
      const body = files.get(request.url ?? '');
      response.statusCode = body === undefined ? 404 : 200;
      response.end(body);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    env = {
      PATH: '/nonexistent',
      ACADEMY_DOWNLOAD_BASE: `http://127.0.0.1:${port}/`,
    };
  });

  afterEach(async () => {
    await new Promise(resolve => {
      server.close(resolve);
      server.closeAllConnections();
    });
    rmSync(dir, { recursive: true, force: true });
  });

  function path(url: string): string {
    return new URL(url).pathname;
  }

  function publish(name: string, content: Buffer | string, sum: string): void {
    const { url, checksum } = releaseFile(tool(name), releaseHosts(env));
    files.set(path(url), content);
    const file = url.slice(url.lastIndexOf('/') + 1);
    const answers = {
      sum: `${sum}\n`,
      list: `${sha256('other')}  other.tar.gz\n${sum}  ${file}\n`,
      release: JSON.stringify({
        assets: [
          { name: 'kwokctl-linux-amd64', digest: `sha256:${sha256('other')}` },
          { name: file, digest: `sha256:${sum}` },
        ],
      }),
    };
    files.set(path(checksum.url), answers[checksum.kind]);
  }

  async function download(name: string): Promise<string> {
    const target = join(dir, name);
    await createDownloader(releaseHosts(env))(tool(name), target);
    return readFileSync(target, 'utf8');
  }

  function etcdArchive(): Buffer {
    const { member } = releaseFile(tool('etcd'), releaseHosts(env));
    const work = mkdtempSync(join(tmpdir(), 'academy-archive-'));
    const folder = member!.slice(0, member!.indexOf('/'));
    mkdirSync(join(work, folder));
    writeFileSync(join(work, member!), SCRIPT);
    writeFileSync(join(work, folder, 'README.md'), 'not wanted');
    execFileSync('tar', ['-czf', 'archive.tar.gz', folder], { cwd: work });
    const archive = readFileSync(join(work, 'archive.tar.gz'));
    rmSync(work, { recursive: true });
    return archive;
  }

  it.each(['kube-apiserver', 'kubectl', 'kwok'])(
    'takes %s when its checksum matches',
    async name => {
      publish(name, SCRIPT, sha256(SCRIPT));
      await expect(download(name)).resolves.toBe(SCRIPT);
      expect(readdirSync(dir)).toEqual([name]);
    },
  );

  it('takes etcd out of its archive', async () => {
    const archive = etcdArchive();
    publish('etcd', archive, sha256(archive));
    await expect(download('etcd')).resolves.toBe(SCRIPT);
    expect(readdirSync(dir)).toEqual(['etcd']);
  });

  it.each(['kube-apiserver', 'etcd', 'kwok'])(
    'refuses %s when its checksum does not match',
    async name => {
      publish(name, `${SCRIPT}rm -rf /\n`, sha256(SCRIPT));
      await expect(download(name)).rejects.toThrow(`not ${sha256(SCRIPT)}`);
      expect(readdirSync(dir)).toEqual([]);
    },
  );

  it('refuses a file without a published checksum', async () => {
    const { url, checksum } = releaseFile(tool('kwok'), releaseHosts(env));
    files.set(path(url), SCRIPT);
    files.set(path(checksum.url), '{"assets": []}');
    await expect(download('kwok')).rejects.toThrow('does not name a SHA-256');
    expect(readdirSync(dir)).toEqual([]);
  });

  it('says what to install when there is neither Go nor a release', async () => {
    const { verb, make } = await chooseMaker(
      { tools: [], moduleDir: dir, binDir: dir },
      env,
    );
    expect(verb).toBe('downloading');
    const making = make(tool('kubectl'), join(dir, 'kubectl'));
    await expect(making).rejects.toThrow('HTTP 404');
    await expect(making).rejects.toThrow(
      'there is no "go" on the PATH. Install Go 1.26 or newer',
    );
  });
});
