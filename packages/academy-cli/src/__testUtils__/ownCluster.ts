import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { readConnection } from '@kubernetes-academy/dev-cluster';

const run = promisify(execFile);

const DEV_CLUSTER = dirname(
  require.resolve('@kubernetes-academy/dev-cluster/package.json'),
);

/** Context of the administrator in the kubeconfig of an embedded cluster. */
const CONTEXT = 'academy-own';

/** A cluster that no other test uses, so that this one may break it. */
export async function startOwnCluster() {
  const root = await mkdtemp(join(tmpdir(), 'academy-cli-'));
  const dir = join(root, 'state');
  const cli = (...args: string[]) =>
    run(process.execPath, [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(DEV_CLUSTER, 'src/cli.ts'),
      ...args,
      ...['--dir', dir],
    ]);
  await cli('up', '--detach', '--no-fsync', '--name', 'own');
  const { kubectl, adminKubeconfig } = readConnection(dir);

  return {
    kubeconfig: adminKubeconfig,
    context: CONTEXT,
    /** A folder that goes with the cluster. */
    root,
    /** As administrator. */
    async kubectl(...args: string[]): Promise<string> {
      const { stdout } = await run(kubectl, [
        ...['--kubeconfig', adminKubeconfig],
        ...args,
      ]);
      return stdout;
    },
    /** A kubeconfig with one context, named after a user that holds these rules. */
    async userWith(name: string, rules: object[]): Promise<string> {
      const manifest = join(root, `${name}.json`);
      const subject = { kind: 'ServiceAccount', name, namespace: 'default' };
      const rbac = 'rbac.authorization.k8s.io';
      const items = [
        { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } },
        {
          apiVersion: `${rbac}/v1`,
          kind: 'ClusterRole',
          metadata: { name },
          rules,
        },
        {
          apiVersion: `${rbac}/v1`,
          kind: 'ClusterRoleBinding',
          metadata: { name },
          roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
          subjects: [subject],
        },
      ];
      await writeFile(
        manifest,
        JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
      );
      await this.kubectl('apply', '--filename', manifest);
      const token = await this.kubectl('create', 'token', name);
      const { server, caFile } = readConnection(dir);
      const file = join(root, `${name}.kubeconfig`);
      await writeFile(
        file,
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'Config',
          clusters: [
            {
              name,
              cluster: { server, 'certificate-authority': caFile },
            },
          ],
          users: [{ name, user: { token: token.trim() } }],
          contexts: [{ name, context: { cluster: name, user: name } }],
        }),
      );
      return file;
    },
    async stop(): Promise<void> {
      await cli('down');
      await rm(root, { recursive: true, force: true });
    },
  };
}
