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
import { dirname, join } from 'node:path';
import { createDownloader } from './download';
import { chooseMaker } from './maker';
import { CONTAINERD_TOOLS, COREDNS_TOOLS, NODE_TOOLS } from './nodeTools';
import { releaseFile, releaseHosts } from './releases';
import { CONTROL_PLANE_TOOLS, type Tool } from './tools';
import type { BinaryOrder } from './types';

const SCRIPT = '#!/bin/sh\necho downloaded\n';

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function tool(name: string): Tool {
  return [
    ...CONTROL_PLANE_TOOLS,
    ...NODE_TOOLS,
    ...CONTAINERD_TOOLS,
    ...COREDNS_TOOLS,
  ].find(candidate => candidate.name === name)!;
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
      sum: `${sum}  ${file}\n`,
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

  function order(name: string): BinaryOrder {
    return {
      set: { tools: [], moduleDir: dir, binDir: dir },
      tool: tool(name),
      target: join(dir, name),
    };
  }

  async function download(name: string): Promise<string> {
    await createDownloader(releaseHosts(env))(order(name));
    return readFileSync(join(dir, name), 'utf8');
  }

  function archiveOf(name: string): Buffer {
    const { member } = releaseFile(tool(name), releaseHosts(env));
    const work = mkdtempSync(join(tmpdir(), 'academy-archive-'));
    mkdirSync(dirname(join(work, member!)), { recursive: true });
    writeFileSync(join(work, member!), SCRIPT);
    writeFileSync(join(work, 'README.md'), 'not wanted');
    const archive = execFileSync('tar', ['-cz', member!, 'README.md'], {
      cwd: work,
    });
    rmSync(work, { recursive: true });
    return archive;
  }

  it.each(['kube-apiserver', 'kubelet', 'kwok'])(
    'takes %s when its checksum matches',
    async name => {
      publish(name, SCRIPT, sha256(SCRIPT));
      await expect(download(name)).resolves.toBe(SCRIPT);
      expect(readdirSync(dir)).toEqual([name]);
    },
  );

  it.each(['etcd', 'containerd', 'ctr', 'coredns'])(
    'takes %s out of its archive',
    async name => {
      const archive = archiveOf(name);
      publish(name, archive, sha256(archive));
      await expect(download(name)).resolves.toBe(SCRIPT);
      expect(readdirSync(dir)).toEqual([name]);
    },
  );

  it.each(['kube-apiserver', 'etcd', 'kwok', 'containerd', 'coredns'])(
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
    const { verb, make } = await chooseMaker([tool('kubectl')], env);
    expect(verb).toBe('downloading');
    const making = make(order('kubectl'));
    await expect(making).rejects.toThrow('HTTP 404');
    await expect(making).rejects.toThrow(
      'there is no "go" on the PATH. Install Go 1.26 or newer',
    );
  });

  it('downloads nothing of a real node when Go is missing for the rest', async () => {
    await expect(
      chooseMaker([tool('kubelet'), tool('agnhost')], env),
    ).rejects.toThrow(
      'agnhost can only be built, nobody publishes a program, and there is no "go" on the PATH. Install Go 1.26 or newer (https://go.dev/dl) and run this again, or do without a real node: --nodes simulated.',
    );
  });
});
