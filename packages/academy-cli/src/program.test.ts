import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgram } from './program';
import { copyLessons } from './__testUtils__/copyLessons';

async function run(...args: string[]) {
  let output = '';
  let exitCode: number | undefined;
  await createProgram({
    print: text => {
      output += text;
    },
    signal: new AbortController().signal,
    setExitCode: code => {
      exitCode = code;
    },
  }).parseAsync(args, { from: 'user' });
  return { output, exitCode };
}

describe('academy', () => {
  it('validate counts and succeeds', async () => {
    const lessons = await copyLessons();
    const { output, exitCode } = await run('validate', '--root', lessons.root);
    await lessons.remove();

    expect(output).toMatch(
      /^3 units, \d+ expressions, \d+ manifests, \d+ commands, 0 problems\n$/,
    );
    expect(exitCode).toBe(0);
  });

  it('prove asks for the context of a kubeconfig, and the other way round', async () => {
    await expect(run('prove', '--kubeconfig', 'x.yaml')).rejects.toThrow(
      '--kubeconfig and --context are given together',
    );
    await expect(run('prove', '--context', 'x')).rejects.toThrow(
      '--kubeconfig and --context are given together',
    );
  });

  it('prove wants a number of jobs', async () => {
    await expect(run('prove', '--jobs', '0')).rejects.toThrow(
      'expected a positive whole number',
    );
  });

  it('validate prints problems and fails', async () => {
    const lessons = await copyLessons();
    await lessons.replace('module.yaml', 'broken-release]', 'broken-relase]');
    const { output, exitCode } = await run(
      'validate',
      ...['--root', lessons.root],
    );
    await lessons.remove();

    expect(output).toContain(
      'foundations/first-steps/module.yaml:9:48: units.2: there is no folder "broken-relase"',
    );
    expect(output).toMatch(/2 problems\n$/);
    expect(exitCode).toBe(1);
  });

  it('prove says how to get a cluster where there is none', async () => {
    await expect(run('prove', '--cluster', '/does/not/exist')).rejects.toThrow(
      'npm run cluster -- up',
    );
  });

  it('schemas writes what editors need', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'schemas-'));
    await run('schemas', folder);
    const schema = JSON.parse(
      await readFile(join(folder, 'unit.schema.json'), 'utf8'),
    );
    await rm(folder, { recursive: true });

    expect(
      schema.oneOf.map(
        (kind: { properties: { kind: { const: string } } }) =>
          kind.properties.kind.const,
      ),
    ).toEqual(['Lesson', 'Lab', 'Challenge']);
  });
});
