import path from 'node:path';
import { embeddedCluster } from './cluster.mjs';
import { STATE } from './paths.mjs';
import { ensureRealNodeParts, whyNoRealNodes } from './realNodes.mjs';
import { step, StepError } from './run.mjs';

/** Choices of `academy prove` that name another cluster, or none. */
const ELSEWHERE = ['--cluster', '--kubeconfig', '--help', '-h'];

/** Most examples show what only real containers do. */
const WANT_REAL_NODES = ['--all', '--examples', '--only-examples'];

const STATE_DIRS = { simulated: 'cluster', real: 'cluster-real' };

/**
 * Brings the embedded cluster up for `academy prove`, unless it runs already
 * or another cluster is named.
 *
 * @param {{ tools: { node: string, env: NodeJS.ProcessEnv }, args: string[] }} options
 * @returns {Promise<{ args: string[], release: () => Promise<void> }>} the
 *   arguments with the shape of the nodes, and what stops the cluster if this call started it
 */
export async function proofCluster({ tools, args }) {
  const names = args.map(arg => arg.split('=')[0]);
  const nothing = async () => {};
  if (args[0] !== 'prove' || names.some(name => ELSEWHERE.includes(name))) {
    return { args, release: nothing };
  }
  const chosen = chosenNodes(args);
  const nodes = chosen ?? suitableNodes(names);
  const proveArgs = chosen ? args : [...args, '--nodes', nodes];
  if (nodes === 'real') {
    ensureRealNodeParts();
  }
  const dir = path.join(STATE, STATE_DIRS[nodes]);
  const cluster = embeddedCluster({ tools, dir });
  if (cluster.isRunning()) {
    return { args: proveArgs, release: nothing };
  }
  await step(`start the embedded cluster with ${nodes} nodes`, async () => {
    await cluster.up({
      nodes,
      onLine: line => console.log(`  cluster: ${line}`),
    }).done;
    cluster.waitForApis();
  });
  return {
    args: proveArgs,
    async release() {
      cluster.down();
    },
  };
}

/** The shape that the arguments name, if they do. */
function chosenNodes(args) {
  const at = args.findIndex(arg => /^--nodes(=|$)/.test(arg));
  if (at < 0) {
    return undefined;
  }
  const nodes = args[at].split('=')[1] ?? args[at + 1];
  if (!Object.hasOwn(STATE_DIRS, nodes)) {
    throw new StepError(
      `--nodes ${nodes}: expected ${Object.keys(STATE_DIRS).join(' or ')}`,
    );
  }
  const why = nodes === 'real' ? whyNoRealNodes() : undefined;
  if (why) {
    throw new StepError(`--nodes real: ${why}. Use --nodes simulated.`);
  }
  return nodes;
}

function suitableNodes(names) {
  if (!names.some(name => WANT_REAL_NODES.includes(name))) {
    return 'simulated';
  }
  const why = whyNoRealNodes();
  if (!why) {
    return 'real';
  }
  console.log(
    `  ${why}: proving on simulated nodes what does not need real ones`,
  );
  return 'simulated';
}
