import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT, STATE } from './paths.mjs';
import { StepError } from './run.mjs';
import { LOADER } from './workspace.mjs';

const CLI = path.join(ROOT, 'packages/academy-cli/src/cli.ts');

/**
 * Makes a cluster of the user's kubeconfig a training cluster: shows what it
 * installs, asks, applies, and issues the portal's tokens.
 *
 * @param {{ tools: { node: string, env: NodeJS.ProcessEnv }, context: string, kubeconfig?: string, yes: boolean }} options
 */
export async function prepareOwnCluster({ tools, context, kubeconfig, yes }) {
  const cluster = [
    ...['--context', context],
    ...(kubeconfig ? ['--kubeconfig', path.resolve(kubeconfig)] : []),
  ];
  const dir = path.join(STATE, 'context', context.replace(/[^\w.-]/g, '_'));
  await academy(tools, 'prepare', ...cluster, ...(yes ? ['--yes'] : []));
  await academy(tools, 'access', dir, ...cluster);
  const access = JSON.parse(
    fs.readFileSync(path.join(dir, 'connection.json'), 'utf8'),
  );
  if (!access.caFile) {
    throw new StepError(
      `Context ${context} has no certificate authority; the portal does not talk to clusters without one.`,
    );
  }
  return {
    ...access,
    viewerToken: fs.readFileSync(access.viewerTokenFile, 'utf8'),
  };
}

/** Runs `academy cluster ...` at the user's terminal. */
async function academy(tools, ...args) {
  const child = spawn(tools.node, [...LOADER, CLI, 'cluster', ...args], {
    cwd: ROOT,
    env: tools.env,
    stdio: 'inherit',
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode, signal) => resolve(exitCode ?? signal));
  });
  if (code !== 0) {
    throw new StepError(`"academy cluster ${args[0]}" did not succeed.`);
  }
}
