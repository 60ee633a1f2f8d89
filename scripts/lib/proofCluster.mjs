import path from 'node:path';
import { embeddedCluster } from './cluster.mjs';
import { STATE } from './paths.mjs';
import { step } from './run.mjs';

/** Choices of `academy prove` that name another cluster, or none. */
const ELSEWHERE = ['--cluster', '--kubeconfig', '--help'];

/**
 * Brings the embedded cluster up for `academy prove`, unless it runs already
 * or another cluster is named.
 *
 * @param {{ tools: { node: string, env: NodeJS.ProcessEnv }, args: string[] }} options
 * @returns {Promise<() => Promise<void>>} stops it if this call started it
 */
export async function proofCluster({ tools, args }) {
  const named = args.some(arg => ELSEWHERE.includes(arg.split('=')[0]));
  if (args[0] !== 'prove' || named) {
    return async () => {};
  }
  const cluster = embeddedCluster({ tools, dir: path.join(STATE, 'cluster') });
  if (cluster.isRunning()) {
    return async () => {};
  }
  await step(
    'start the embedded cluster',
    () =>
      cluster.up({ onLine: line => console.log(`  cluster: ${line}`) }).done,
  );
  return async () => {
    cluster.down();
  };
}
