import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { endProcess } from './endProcess';
import { identifyProcess, isAlive, ownIdentity } from './identity';

describe('processes', () => {
  const children: ChildProcess[] = [];

  function start(script: string): ChildProcess & { pid: number } {
    const child = spawn('sh', ['-c', script], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    children.push(child);
    return child as ChildProcess & { pid: number };
  }

  afterEach(() => {
    children.splice(0).forEach(child => child.kill('SIGKILL'));
  });

  it('recognises a living process', () => {
    const identity = ownIdentity();
    expect(identity.pid).toBe(process.pid);
    expect(isAlive(identity)).toBe(true);
  });

  it('does not take another process under the same pid for it', () => {
    expect(isAlive({ ...ownIdentity(), startTime: 'before' })).toBe(false);
  });

  it('knows nothing about a process that ended', async () => {
    const child = start('exit 0');
    await once(child, 'exit');
    expect(identifyProcess(child.pid)).toBeUndefined();
  });

  it('ends a process', async () => {
    const child = start('exec sleep 600');
    const ended = once(child, 'exit');
    const identity = identifyProcess(child.pid)!;
    await expect(endProcess(identity, { graceMs: 5_000 })).resolves.toBe(true);
    await expect(ended).resolves.toEqual([null, 'SIGTERM']);
  });

  it('kills a process that does not listen', async () => {
    const child = start('trap "" TERM; echo ready; while :; do sleep 1; done');
    const ended = once(child, 'exit');
    await once(child.stdout!, 'data');
    const identity = identifyProcess(child.pid)!;
    await expect(endProcess(identity, { graceMs: 100 })).resolves.toBe(true);
    await expect(ended).resolves.toEqual([null, 'SIGKILL']);
  });

  it('leaves a process alone that got the pid of the one to end', async () => {
    const child = start('exec sleep 600');
    const recycled = { pid: child.pid, startTime: 'long ago' };
    await expect(endProcess(recycled, { graceMs: 100 })).resolves.toBe(false);
    expect(identifyProcess(child.pid)).toBeDefined();
    expect(child.exitCode).toBeNull();
  });
});
