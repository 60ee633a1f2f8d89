import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { promisify } from 'node:util';
import {
  releaseFile,
  type PublishedChecksum,
  type ReleaseHosts,
} from './releases';
import type { MakeBinary } from './types';

const run = promisify(execFile);
const SHA256_HEX = /^[0-9a-f]{64}$/;

/** Makes binaries by downloading official releases; none is used unchecked. */
export function createDownloader(hosts: ReleaseHosts): MakeBinary {
  return async ({ tool, target, signal }) => {
    const file = releaseFile(tool, hosts);
    const expected = await publishedSum(file.checksum, signal);
    // Beside the target: a rename must not cross file systems.
    const workDir = await mkdtemp(`${target}-`);
    try {
      const received = join(workDir, 'received');
      const actual = await receive(file.url, received, signal);
      if (actual !== expected) {
        throw new Error(
          `${file.url} is not what its publisher names: its SHA-256 is ${actual}, not ${expected}`,
        );
      }
      const binary = file.member
        ? await unpack(received, file.member, signal)
        : received;
      renameSync(binary, target);
    } finally {
      rmSync(workDir, { recursive: true, force: true });
    }
  };
}

async function publishedSum(
  checksum: PublishedChecksum,
  signal?: AbortSignal,
): Promise<string> {
  const text = await (await get(checksum.url, signal)).text();
  const sum = findSum(checksum, text);
  if (!sum || !SHA256_HEX.test(sum)) {
    throw new Error(`${checksum.url} does not name a SHA-256`);
  }
  return sum;
}

function findSum(
  checksum: PublishedChecksum,
  text: string,
): string | undefined {
  switch (checksum.kind) {
    case 'sum':
      return text.trim().split(/\s+/)[0];
    case 'list':
      return text
        .split('\n')
        .map(line => line.trim().split(/\s+\*?/))
        .find(([, name]) => name === checksum.name)?.[0];
    default: {
      const release = JSON.parse(text) as {
        assets?: Array<{ name: string; digest?: string }>;
      };
      return release.assets
        ?.find(({ name }) => name === checksum.name)
        ?.digest?.replace(/^sha256:/, '');
    }
  }
}

/** @returns the SHA-256 of what was written */
async function receive(
  url: string,
  file: string,
  signal?: AbortSignal,
): Promise<string> {
  const response = await get(url, signal);
  const hash = createHash('sha256');
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(
    Readable.fromWeb(response.body as ReadableStream),
    count,
    createWriteStream(file),
    { signal },
  );
  return hash.digest('hex');
}

async function get(url: string, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    const { cause } = error as { cause?: Error };
    throw new Error(
      `Cannot download ${url}: ${cause?.message ?? (error as Error).message}`,
    );
  }
  if (!response.ok || !response.body) {
    throw new Error(`Cannot download ${url}: HTTP ${response.status}`);
  }
  return response;
}

async function unpack(
  archive: string,
  member: string,
  signal?: AbortSignal,
): Promise<string> {
  const dir = dirname(archive);
  await run('tar', ['-xzf', archive, '-C', dir, member], { signal });
  return join(dir, member);
}
