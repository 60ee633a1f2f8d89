import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeJson } from '../state/atomicFile';
import { identifyProcess, ownIdentity } from './identity';
import { FileLock } from './lock';

describe('FileLock', () => {
  let dir: string;
  let file: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'academy-lock-'));
    file = join(dir, 'lock');
  });

  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  async function deadProcess() {
    const child = spawn('sleep', ['600']);
    const identity = identifyProcess(child.pid!)!;
    child.kill('SIGKILL');
    await once(child, 'exit');
    return identity;
  }

  it('belongs to one at a time and names its holder', () => {
    const lock = FileLock.tryAcquire(file);
    expect(lock).toBeInstanceOf(FileLock);
    expect(FileLock.tryAcquire(file)).toEqual(ownIdentity());
    expect(FileLock.holder(file)).toEqual(ownIdentity());
  });

  it('is free again after release', () => {
    (FileLock.tryAcquire(file) as FileLock).release();
    expect(FileLock.holder(file)).toBeUndefined();
    expect(FileLock.tryAcquire(file)).toBeInstanceOf(FileLock);
  });

  it('is void at once when its holder was killed', async () => {
    writeJson(file, await deadProcess());
    expect(FileLock.holder(file)).toBeUndefined();
    expect(FileLock.tryAcquire(file)).toBeInstanceOf(FileLock);
    expect(readdirSync(dir)).toEqual(['lock']);
  });

  it('is void when the pid of its holder was given to another process', () => {
    writeJson(file, { ...ownIdentity(), startTime: 'before' });
    expect(FileLock.tryAcquire(file)).toBeInstanceOf(FileLock);
  });

  it('can be waited for', async () => {
    const first = FileLock.tryAcquire(file) as FileLock;
    const waited: number[] = [];
    const second = FileLock.acquire(file, {
      onWait: holder => {
        waited.push(holder.pid);
        first.release();
      },
    });
    expect(await second).toBeInstanceOf(FileLock);
    expect(waited).toEqual([process.pid]);
  });

  it('stops waiting on a signal', async () => {
    expect(FileLock.tryAcquire(file)).toBeInstanceOf(FileLock);
    const controller = new AbortController();
    const waiting = FileLock.acquire(file, {
      signal: controller.signal,
      onWait: () => controller.abort(),
    });
    await expect(waiting).rejects.toThrow('aborted');
    expect(existsSync(file)).toBe(true);
  });
});
