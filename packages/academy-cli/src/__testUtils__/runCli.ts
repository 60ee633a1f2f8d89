import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** How a process of the command line ended. */
export interface CliResult {
  output: string;
  errors: string;
  exitCode: number;
}

/**
 * Runs the command line in a process of its own: Jest cannot load the library
 * that reads kubeconfigs.
 *
 * @param answer - what the person at the terminal says; without it there is no terminal
 */
export function runCli(
  args: string[],
  answer?: 'yes' | 'no',
): Promise<CliResult> {
  const entry = answer ? '__testUtils__/answeringCli.ts' : 'cli.ts';
  return new Promise(resolve => {
    const child = execFile(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, '..', entry),
        ...args,
      ],
      { env: { ...process.env, ANSWER: answer } },
      (_, output, errors) =>
        resolve({ output, errors, exitCode: child.exitCode ?? -1 }),
    );
    child.stdin?.end();
  });
}
