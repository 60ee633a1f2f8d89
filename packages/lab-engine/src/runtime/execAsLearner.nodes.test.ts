import { eventually } from '../testing/eventually';
import { TestCluster } from '../testing/testCluster';
import { createLabRuntime } from './createLabRuntime';
import type { ExecInput, LabRuntime, SandboxRef } from './types';

jest.setTimeout(120_000);

const POD = (name: string, command: string[]) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: ${name} } }
spec:
  terminationGracePeriodSeconds: 0
  containers:
    - name: main
      image: docker.io/library/busybox:1.37
      command: ${JSON.stringify(command)}
    - name: side
      image: docker.io/library/busybox:1.37
      command: [sleep, infinity]
`;

describe('execAsLearner', () => {
  let test: TestCluster;
  let runtime: LabRuntime;
  let sandbox: SandboxRef;

  beforeAll(async () => {
    test = TestCluster.createReal();
    runtime = createLabRuntime({ clusters: [test.options] });
    sandbox = await runtime.provision(test.input());
  });

  afterAll(async () => {
    await runtime.remove(sandbox);
    await runtime.close();
    await test.close();
  });

  const exec = (input: Partial<ExecInput> & { command: string[] }) =>
    runtime.execAsLearner(sandbox, {
      pod: { app: 'web' },
      timeoutMs: 60_000,
      ...input,
    });

  it('waits for the pod, and tells output, errors and exit code apart', async () => {
    const running = exec({
      command: ['sh', '-c', 'echo out; echo err >&2; exit 3'],
    });
    const yaml = POD('web', ['sleep', 'infinity']);
    await runtime.applyAsLearner(sandbox, yaml);
    expect(await running).toEqual({
      exitCode: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
    expect(await exec({ command: ['true'] })).toMatchObject({ exitCode: 0 });
  });

  it('passes arguments on as they are', async () => {
    const words = ['a b', '$HOME', '한글', '&container=x', '"'];
    const { stdout } = await exec({ command: ['printf', '%s|', ...words] });
    expect(stdout).toBe(words.map(word => `${word}|`).join(''));
  });

  it('runs in the container that is named', async () => {
    await exec({ command: ['touch', '/tmp/main'] });
    const command = ['ls', '/tmp/main'];
    expect(await exec({ command, container: 'main' })).toMatchObject({
      exitCode: 0,
    });
    expect(await exec({ command, container: 'side' })).toMatchObject({
      exitCode: 1,
    });
  });

  it('keeps the beginning of much output, and its end state', async () => {
    const command = ['sh', '-c', 'head -c 3000000 /dev/zero | tr "\\0" x'];
    const { exitCode, stdout } = await exec({ command });
    expect(exitCode).toBe(0);
    expect(stdout).toHaveLength(256 * 1024);
  });

  it('says when a command does not exist or does not end', async () => {
    await expect(exec({ command: ['nowhere'] })).rejects.toMatchObject({
      text: { en: expect.stringContaining('nowhere') },
    });
    await expect(
      exec({ command: ['sleep', '60'], timeoutMs: 3_000 }),
    ).rejects.toMatchObject({
      code: 'timeout',
      text: { en: 'The command sleep did not end within 3 s.' },
    });
  });

  it('says when no such container runs', async () => {
    const missing = exec({
      pod: { app: 'other' },
      command: ['true'],
      timeoutMs: 1_000,
    });
    await expect(missing).rejects.toMatchObject({
      code: 'timeout',
      text: { ko: expect.stringContaining('app=other') },
    });
  });

  it('is over with the container it runs in', async () => {
    await runtime.applyAsLearner(sandbox, POD('short', ['sleep', 'infinity']));
    const pod = { app: 'short' };
    await exec({ pod, command: ['true'] });
    const running = exec({
      pod,
      command: ['sh', '-c', 'touch /tmp/begun; sleep infinity'],
    });
    await eventually(async () =>
      expect(
        await exec({ pod, command: ['test', '-f', '/tmp/begun'] }),
      ).toMatchObject({ exitCode: 0 }),
    );
    const { namespace } = sandbox;
    await test.client.delete(
      { apiVersion: 'v1', kind: 'Pod', namespace, name: 'short' },
      { gracePeriodSeconds: 0 },
    );
    expect(await running).toMatchObject({ exitCode: 137 });
  });
});
