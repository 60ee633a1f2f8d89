import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { firstChild, identifyProcess } from '../process/identity';
import { SupervisedProcess } from './SupervisedProcess';

describe('SupervisedProcess', () => {
  let dir: string;
  let supervised: SupervisedProcess | undefined;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'academy-supervised-'));
  });

  afterEach(async () => {
    await supervised?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  function start(
    script: string,
    onGiveUp: (reason: string) => void = () => {},
  ): SupervisedProcess {
    supervised = SupervisedProcess.start({
      spec: { name: 'example', command: 'sh', args: ['-c', script] },
      logFile: join(dir, 'example.log'),
      onChange: () => {},
      onGiveUp,
    });
    return supervised;
  }

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await sleep(20);
    }
  }

  it('starts a killed process again and keeps its last lines', async () => {
    const process_ = start('echo working; exec sleep 600');
    const first = process_.status.pid!;
    await until(() => process_.status.state === 'running');
    await sleep(100);
    process.kill(first, 'SIGKILL');
    await until(
      () => process_.status.state === 'running' && process_.status.restarts > 0,
    );
    expect(process_.status).toMatchObject({
      name: 'example',
      restarts: 1,
      lastLines: ['working'],
    });
    expect(process_.status.pid).not.toBe(first);
  });

  it('supervises the only child of what it started, when that is the component', async () => {
    const parentFile = join(dir, 'parent');
    supervised = SupervisedProcess.start({
      spec: {
        name: 'example',
        command: 'sh',
        args: ['-c', `echo $$ > ${parentFile}; sleep 600; exit 7`],
        isChild: true,
      },
      logFile: join(dir, 'example.log'),
      onChange: () => {},
      onGiveUp: () => {},
    });
    const parent = () =>
      existsSync(parentFile) ? Number(readFileSync(parentFile, 'utf8')) : 0;
    await until(
      () => parent() > 0 && firstChild(parent()) === supervised!.status.pid,
    );
    const component = supervised.status.pid!;
    await supervised.stop();
    expect(identifyProcess(component)).toBeUndefined();
    await until(() => !identifyProcess(parent()));
    expect(supervised.status).toMatchObject({ state: 'stopped', restarts: 0 });
  });

  it('stops it for good', async () => {
    const process_ = start('exec sleep 600');
    const { pid } = process_.status;
    await process_.stop();
    expect(identifyProcess(pid!)).toBeUndefined();
    expect(process_.status).toEqual({
      name: 'example',
      state: 'stopped',
      restarts: 0,
    });
  });

  it('gives up on a process that keeps ending at once, with its last lines', async () => {
    const reason = await new Promise<string>(resolve => {
      start('echo cannot bind; exit 3', resolve);
    });
    expect(reason).toContain('example ended 5 times');
    expect(reason).toContain('exit code 3');
    expect(reason).toContain('cannot bind');
    expect(supervised!.status.state).toBe('failed');
  }, 30_000);

  it('gives up on a program that does not exist', async () => {
    const reason = await new Promise<string>(resolve => {
      supervised = SupervisedProcess.start({
        spec: { name: 'absent', command: join(dir, 'absent'), args: [] },
        logFile: join(dir, 'absent.log'),
        onChange: () => {},
        onGiveUp: resolve,
      });
    });
    expect(reason).toContain('ENOENT');
  }, 30_000);
});
