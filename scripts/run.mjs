#!/usr/bin/env node
/** Runs one of the project's command-line programs with the project's own Node. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ROOT } from './lib/paths.mjs';
import { proofCluster } from './lib/proofCluster.mjs';
import { StepError } from './lib/run.mjs';
import { ensureTools } from './lib/tools.mjs';
import { ensureInstalled, LOADER } from './lib/workspace.mjs';

const PROGRAMS = {
  academy: 'packages/academy-cli/src/cli.ts',
  cluster: 'packages/dev-cluster/src/cli.ts',
  bench: 'bench/run.mjs',
};

const [name, ...args] = process.argv.slice(2);
const program = PROGRAMS[name];
if (!program) {
  console.error(
    `Unknown program ${name}; there are: ${Object.keys(PROGRAMS).join(', ')}`,
  );
  process.exit(2);
}
try {
  const tools = await ensureTools();
  await ensureInstalled(tools);
  const { args: programArgs, release } =
    name === 'academy'
      ? await proofCluster({ tools, args })
      : { args, release: async () => {} };
  const child = spawn(
    tools.node,
    [...LOADER, path.join(ROOT, program), ...programArgs],
    { cwd: ROOT, env: tools.env, stdio: 'inherit' },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => child.kill(signal));
  }
  child.once('exit', async (code, signal) => {
    await release();
    process.exit(code ?? (signal ? 1 : 0));
  });
} catch (error) {
  console.error(error instanceof StepError ? error.message : error);
  process.exit(1);
}
