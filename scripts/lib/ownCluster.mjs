import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline/promises';
import { ROOT, STATE } from './paths.mjs';
import { StepError } from './run.mjs';

const MANIFESTS = path.join(ROOT, 'packages/lab-engine/manifests');
/** Enough for a day of trying; `npm start` issues new ones. */
const TOKEN_DURATION = '24h';

/** ServiceAccounts of the portal; the Kubernetes plugin only reads. */
const IDENTITIES = `
apiVersion: v1
kind: Namespace
metadata: { name: backstage }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: academy, namespace: backstage }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: backstage-kubernetes, namespace: backstage }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: backstage-kubernetes-view }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects:
  - { kind: ServiceAccount, name: backstage-kubernetes, namespace: backstage }
`;

/**
 * Makes a cluster of the user's kubeconfig a training cluster: shows what it
 * installs, asks, applies, and issues the portal's tokens.
 *
 * @param {{ context: string, kubeconfig?: string, yes: boolean }} options
 */
export async function prepareOwnCluster({ context, kubeconfig, yes }) {
  const kubectl = (args, input) => {
    const { status, error, stdout, stderr } = spawnSync(
      'kubectl',
      [
        ...(kubeconfig ? ['--kubeconfig', kubeconfig] : []),
        ...['--context', context, ...args],
      ],
      { encoding: 'utf8', input },
    );
    if (error) {
      throw new StepError('kubectl is needed for --context; install it first.');
    }
    if (status !== 0) {
      throw new StepError(
        `kubectl --context ${context} ${args.join(' ')}:\n${stderr}`,
      );
    }
    return stdout;
  };
  kubectl(['version', '-o', 'json']);
  const manifests = `${kubectl(['kustomize', MANIFESTS])}\n---${IDENTITIES}`;
  console.log(manifests);
  if (!yes && !(await confirm(`Install the above on "${context}"? (y/N) `))) {
    throw new StepError('Nothing was installed.');
  }
  // The objects are the Academy's own, whoever installed them before.
  kubectl(
    ['apply', '--server-side', '--force-conflicts', '-f', '-'],
    manifests,
  );
  const token = account =>
    kubectl([
      ...['create', 'token', account, '--namespace', 'backstage'],
      ...['--duration', TOKEN_DURATION],
    ]).trim();
  const { clusters } = JSON.parse(
    kubectl(['config', 'view', '--raw', '--minify', '--flatten', '-o', 'json']),
  );
  const { server: url, 'certificate-authority-data': ca } = clusters[0].cluster;
  if (!ca) {
    throw new StepError(
      `Context ${context} has no certificate authority; the portal does not talk to clusters without one.`,
    );
  }
  const dir = path.join(STATE, 'context', context.replace(/[^\w.-]/g, '_'));
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  const caFile = path.join(dir, 'ca.crt');
  const academyTokenFile = path.join(dir, 'academy.token');
  fs.writeFileSync(caFile, Buffer.from(ca, 'base64'));
  fs.writeFileSync(academyTokenFile, token('academy'), { mode: 0o600 });
  return {
    name: context,
    title: context,
    server: url,
    caFile,
    academyTokenFile,
    viewerToken: token('backstage-kubernetes'),
  };
}

async function confirm(question) {
  const terminal = readline.createInterface({
    input: process.stdin,
    output: process.stdout,
  });
  try {
    return /^y(es)?$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
}
