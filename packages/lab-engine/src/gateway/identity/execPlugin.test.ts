import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../testing/eventually';
import { runExecPlugin, type ExecPlugin } from './execPlugin';

const answer = (status: object) =>
  JSON.stringify({
    apiVersion: 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    status,
  });

describe('runExecPlugin', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'exec-plugin-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function run(
    script: string,
    plugin: Partial<ExecPlugin> = {},
    timeoutMs?: number,
  ) {
    await writeFile(join(folder, 'plugin'), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, 'plugin'), 0o700);
    const command = './plugin';
    return runExecPlugin({
      plugin: { command, ...plugin },
      folder,
      timeoutMs,
    });
  }

  it('takes a token and its end', async () => {
    const expirationTimestamp = '2030-01-01T00:00:00Z';
    const status = { token: 'abc', expirationTimestamp };
    expect(await run(`echo '${answer(status)}'`)).toEqual({
      headers: { authorization: 'Bearer abc' },
      expiresAt: Date.parse(expirationTimestamp),
    });
  });

  it('takes a certificate with its key', async () => {
    const status = { clientCertificateData: 'CERT', clientKeyData: 'KEY' };
    expect(await run(`echo '${answer(status)}'`)).toEqual({
      headers: {},
      certificate: { certificate: 'CERT', key: 'KEY' },
    });
  });

  it('gives the plugin its arguments, its environment and the reason for the call', async () => {
    const file = join(folder, 'seen');
    const status = answer({ token: 'abc' });
    const seenByPlugin = '$1/$REGION/$KUBERNETES_EXEC_INFO';
    await run(`printf %s "${seenByPlugin}" > ${file}; echo '${status}'`, {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      args: ['login'],
      env: [{ name: 'REGION', value: 'seoul' }],
    });
    const seen = await readFile(file, 'utf8');
    expect(seen).toMatch(/^login\/seoul\/\{/);
    expect(JSON.parse(seen.slice(seen.indexOf('{')))).toEqual({
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      kind: 'ExecCredential',
      spec: { interactive: false },
    });
  });

  it.each([
    [
      'that fails, in its own words',
      'echo "not logged in" >&2; exit 3',
      {},
      'plugin "./plugin" of the kubeconfig failed: not logged in',
    ],
    ['that fails without a word', 'exit 3', {}, 'it ended with 3'],
    [
      'that is not installed',
      '',
      { command: 'no-such-plugin', installHint: 'Install it with pip.' },
      'failed: it was not found. Install it with pip.',
    ],
    ['that says nothing', '', {}, 'its answer is no ExecCredential'],
    [
      'that answers something else',
      `echo '{"kind":"Status","status":{"token":"abc"}}'`,
      {},
      'its answer is no ExecCredential',
    ],
    [
      'that answers half a certificate',
      `echo '${answer({ clientCertificateData: 'CERT' })}'`,
      {},
      'its answer is no ExecCredential',
    ],
  ])('names a plugin %s', async (_, script, plugin, message) => {
    await expect(run(script, plugin)).rejects.toMatchObject({
      status: 0,
      reason: 'NoIdentity',
      message: expect.stringContaining(message),
    });
  });

  it('never repeats what was meant to be a credential', async () => {
    await expect(run('echo geheim')).rejects.toThrow(/^(?!.*geheim)/);
  });

  it('ends a plugin that hangs', async () => {
    const pidFile = join(folder, 'pid');
    const script = `echo $$ > ${pidFile}; exec sleep 600`;
    await expect(run(script, {}, 300)).rejects.toMatchObject({
      reason: 'NoIdentity',
      message: expect.stringContaining('it did not answer within 300 ms'),
    });
    const pid = Number(await readFile(pidFile, 'utf8'));
    await eventually(() => {
      expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    });
  });
});
