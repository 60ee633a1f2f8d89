import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTrainingManifests } from './cluster';
import { startOwnCluster } from './__testUtils__/ownCluster';
import { runCli } from './__testUtils__/runCli';

/** The first run on a machine builds the binaries. */
jest.setTimeout(15 * 60_000);

const EVERYTHING = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };

describe('academy cluster, on a cluster of its own', () => {
  let cluster: Awaited<ReturnType<typeof startOwnCluster>>;
  let names: string[];

  beforeAll(async () => {
    cluster = await startOwnCluster();
    const { required } = await readTrainingManifests();
    names = required.map(({ kind, metadata }) =>
      [kind, metadata.namespace, metadata.name].filter(Boolean).join('/'),
    );
    // The embedded cluster comes prepared; here it is as others are at first.
    for (const { kind, metadata } of [...required].reverse()) {
      await cluster.kubectl(
        ...['delete', kind, metadata.name, '--ignore-not-found'],
        ...(metadata.namespace ? ['--namespace', metadata.namespace] : []),
      );
    }
  });

  afterAll(() => cluster?.stop());

  const on = (kubeconfig = cluster.kubeconfig, context = cluster.context) => [
    ...['--kubeconfig', kubeconfig, '--context', context],
  ];
  const check = (...args: string[]) => runCli(['cluster', 'check', ...args]);
  const prepare = (...args: string[]) =>
    runCli(['cluster', 'prepare', ...args]);
  const patch = (object: string, operations: object[]) =>
    cluster.kubectl(
      ...['patch', object, '--type', 'json', '--patch'],
      JSON.stringify(operations),
    );
  const problems = (output: string) =>
    output
      .split('\n')
      .filter(line => /^(missing|weaker|stronger|different|unread) /.test(line))
      .map(line => line.replace(/ +/g, ' '));

  it('lists the contexts when there is none of this name', async () => {
    const { errors, exitCode } = await check(...on(undefined, 'nobody'));

    expect(errors).toMatch(
      /has no context "nobody" with a cluster; it has: academy-own/,
    );
    expect(exitCode).toBe(1);
  });

  it('says which cluster does not answer, and whom it does not accept', async () => {
    const good = await readFile(cluster.kubeconfig, 'utf8');
    const write = async (name: string, text: string) => {
      await writeFile(join(cluster.root, name), text);
      return join(cluster.root, name);
    };
    const elsewhere = await write(
      'elsewhere.yaml',
      // Port 9 is that of the discard service, where nothing listens.
      good.replace(/(server: https:\/\/[^:]+):\d+/, '$1:9'),
    );
    const stranger = await write(
      'stranger.yaml',
      good.replace(
        /user:\n(\s+)client-[^]*?\ncontexts:/,
        'user:\n$1token: x\ncontexts:',
      ),
    );

    expect((await check(...on(elsewhere))).errors).toMatch(
      /^The cluster of context "academy-own" at https:.*:9 cannot be asked: .*ECONNREFUSED/,
    );
    expect((await check(...on(stranger))).errors).toMatch(
      /^The user of context "academy-own" is not accepted at https:/,
    );
  });

  it('prints manifests that kubectl accepts', async () => {
    const { output, exitCode } = await runCli(['cluster', 'manifests']);
    const file = join(cluster.root, 'manifests.yaml');
    await writeFile(file, output);
    const applied = await cluster.kubectl(
      ...['apply', '--filename', file],
      ...['--dry-run=client', '--output', 'name'],
    );

    expect(exitCode).toBe(0);
    expect(applied.trim().split('\n')).toHaveLength(names.length + 2);
  });

  it('reports every object of a bare cluster', async () => {
    const { output, exitCode } = await check(...on());

    expect(exitCode).toBe(1);
    for (const name of names) {
      expect(problems(output)).toContainEqual(
        `missing ${name} is not there; "cluster prepare" makes it`,
      );
    }
    expect(output).toMatch(/could not be tried: .*"backstage" not found/);
    expect(output).toMatch(
      /"academy-own" is not ready for labs; "npm run academy/,
    );
  });

  it('writes nothing without a yes', async () => {
    const unasked = await prepare(...on());
    const refused = await runCli(['cluster', 'prepare', ...on()], 'no');

    expect(unasked.errors).toMatch(
      /Nothing was written: .* Give --yes to write \d+ objects/,
    );
    expect(refused.errors).toBe('Nothing was written.\n');
    expect([unasked.exitCode, refused.exitCode]).toEqual([1, 1]);
    await expect(
      cluster.kubectl('get', 'clusterrole', 'academy-provisioner'),
    ).rejects.toThrow('not found');
  });

  it('says what was written before a failure', async () => {
    const rbacOnly = await cluster.userWith('rbac-only', [
      { ...EVERYTHING, verbs: ['get', 'list', 'watch'] },
      { ...EVERYTHING, apiGroups: [''] },
      { ...EVERYTHING, apiGroups: ['rbac.authorization.k8s.io'] },
    ]);
    const { errors, exitCode } = await prepare(
      ...on(rbacOnly, 'rbac-only'),
      '--yes',
    );

    expect(exitCode).toBe(1);
    expect(errors).toMatch(
      /ValidatingAdmissionPolicy\/academy-controller-scope could not be written: .*forbidden/,
    );
    expect(errors).toMatch(
      /\nWritten before: Namespace\/backstage, .*ClusterRole\/academy-checker\.\nThe command can be repeated/,
    );
  });

  it('prepares the rest after a yes, and checks again', async () => {
    const { output, exitCode } = await runCli(
      ['cluster', 'prepare', ...on()],
      'yes',
    );

    expect(output).toMatch(
      /^Write these \d+ objects to "academy-own" \(https:.*\? \(y\/N\) $/m,
    );
    expect(output).toContain(
      'written   ValidatingAdmissionPolicyBinding/academy-controller-scope\n',
    );
    // These were there already.
    expect(output).not.toContain('written   ClusterRole/academy-learner\n');
    expect(output).toContain('cluster: academy-own');
    expect(exitCode).toBe(0);
    const checked = await check(...on());
    expect(problems(checked.output)).toEqual([]);
    expect(checked.output).toContain('"academy-own" is ready for labs.');
    expect(checked.exitCode).toBe(0);
  });

  it('has nothing to write the second time', async () => {
    const { output, exitCode } = await prepare(...on());

    expect(output).toContain('Nothing has to be written to "academy-own".');
    expect(exitCode).toBe(0);
  });

  it('issues the tokens of the portal into private files', async () => {
    const dir = join(cluster.root, 'access');
    await runCli(['cluster', 'access', dir, ...on(), '--hours', '1']);
    const access = JSON.parse(
      await readFile(join(dir, 'connection.json'), 'utf8'),
    );
    const token = await readFile(access.academyTokenFile, 'utf8');

    expect((await stat(access.academyTokenFile)).mode.toString(8)).toMatch(
      /600$/,
    );
    expect(await readFile(access.caFile, 'utf8')).toContain('CERTIFICATE');
    expect(
      await cluster.kubectl('auth', 'whoami', `--token=${token}`, '-o', 'json'),
    ).toContain('system:');
    expect(access.server).toMatch(/^https:/);
    expect(await readFile(access.viewerTokenFile, 'utf8')).not.toBe(token);
  });

  it('reports one by one what was changed, and prepare repairs it', async () => {
    const policy = 'validatingadmissionpolicy/academy-guard';
    await cluster.kubectl('delete', 'clusterrole', 'academy-checker');
    await patch('clusterrole/academy-learner', [
      { op: 'remove', path: '/rules/0' },
    ]);
    await patch('clusterrole/academy-sandbox-admin', [
      {
        op: 'add',
        path: '/rules/-',
        value: { apiGroups: [''], resources: ['nodes'], verbs: ['list'] },
      },
    ]);
    await patch(`${policy}-pods`, [
      { op: 'replace', path: '/spec/failurePolicy', value: 'Ignore' },
    ]);
    await patch(`${policy}-services`, [
      { op: 'remove', path: '/spec/validations/1' },
    ]);
    await patch(`${policy}-secrets`, [
      {
        op: 'add',
        path: '/spec/matchConditions/-',
        value: {
          name: 'not-eve',
          expression: 'request.userInfo.username != "eve"',
        },
      },
    ]);
    await cluster.kubectl(
      ...['delete', 'validatingadmissionpolicybinding'],
      'academy-guard-tokens',
    );
    await patch('validatingadmissionpolicybinding/academy-guard-ingresses', [
      { op: 'replace', path: '/spec/validationActions', value: ['Warn'] },
      {
        op: 'replace',
        path: '/spec/matchResources/namespaceSelector/matchLabels',
        value: { team: 'other' },
      },
    ]);
    await cluster.kubectl(
      ...['patch', 'serviceaccount', 'academy', '--namespace', 'backstage'],
      ...['--patch', '{"automountServiceAccountToken":true}'],
    );
    await cluster.kubectl(
      ...['delete', 'clusterrolebinding', 'academy-provisioner'],
    );
    await cluster.kubectl(
      ...['create', 'clusterrolebinding', 'academy-provisioner'],
      ...['--clusterrole', 'view', '--serviceaccount', 'backstage:academy'],
    );
    await cluster.kubectl(
      ...['create', 'clusterrolebinding', 'oops', '--clusterrole', 'edit'],
      ...['--serviceaccount', 'backstage:academy'],
    );

    const { output, exitCode } = await check(...on());

    expect(exitCode).toBe(1);
    expect(problems(output)).toEqual([
      'stronger ServiceAccount/backstage/academy ClusterRoleBinding/oops: gives it the role edit; remove this binding, the portal needs nothing but academy-provisioner',
      'different ServiceAccount/backstage/academy automountServiceAccountToken: is true instead of false',
      'different ClusterRoleBinding/academy-provisioner roleRef: binds ClusterRole/view instead of ClusterRole/academy-provisioner; a binding cannot be changed, it is made anew',
      'stronger ClusterRole/academy-sandbox-admin rules[nodes]: also allows list; nothing of the Academy needs it',
      ...['pods', 'services', 'configmaps', 'secrets'].map(resource =>
        expect.stringContaining(
          `academy-learner rules[${resource}]: lacks get`,
        ),
      ),
      expect.stringContaining('rules[persistentvolumeclaims]: lacks'),
      expect.stringContaining('rules[serviceaccounts]: lacks'),
      'missing ClusterRole/academy-checker is not there; "cluster prepare" makes it',
      'weaker ValidatingAdmissionPolicy/academy-guard-pods spec.failurePolicy: is "Ignore" instead of "Fail"',
      expect.stringContaining(
        'academy-guard-services spec.validations: rule "academy: externalIPs are not available in a sandbox" is missing',
      ),
      'weaker ValidatingAdmissionPolicyBinding/academy-guard-ingresses spec.validationActions: lacks Deny: the policy refuses nothing',
      expect.stringContaining(
        'weaker ValidatingAdmissionPolicyBinding/academy-guard-ingresses spec.matchResources',
      ),
      'weaker ValidatingAdmissionPolicy/academy-guard-secrets spec.matchConditions: condition "not-eve" takes requests out of the policy; remove it',
      'missing ValidatingAdmissionPolicyBinding/academy-guard-tokens is not there; "cluster prepare" makes it',
      expect.stringMatching(/^missing labs are off: /),
    ]);

    await cluster.kubectl('delete', 'clusterrolebinding', 'oops');
    const prepared = await prepare(...on(), '--yes');
    expect(prepared.exitCode).toBe(0);
    expect(problems((await check(...on())).output)).toEqual([]);
  });

  it('says what a fence without its binding leads to', async () => {
    await cluster.kubectl(
      ...['delete', 'validatingadmissionpolicybinding'],
      'academy-controller-scope',
    );
    let output = '';
    // The API server keeps a policy in force for a moment.
    do {
      ({ output } = await check(...on()));
    } while (!output.includes('labs  are off'));

    expect(problems(output)).toEqual([
      expect.stringContaining(
        'ValidatingAdmissionPolicyBinding/academy-controller-scope is not there',
      ),
      expect.stringMatching(
        /^missing labs are off: .*academy-controller-scope/,
      ),
    ]);
    const repaired = await prepare(...on(), '--yes');
    expect(repaired.exitCode).toBe(0);
  });

  it('names the guards that a default priority class runs into', async () => {
    await cluster.kubectl(
      ...['create', 'priorityclass', 'site', '--value', '5'],
      '--global-default',
    );
    const { output, exitCode } = await check(...on());
    await cluster.kubectl('delete', 'priorityclass', 'site');

    expect(problems(output)).toEqual([
      'different PriorityClass/site globalDefault: every pod gets this class, and academy-guard-pods and academy-guard-templates refuse it; add "site" beside "academy-sandbox" there',
    ]);
    expect(exitCode).toBe(1);
  });

  it("compares with a site's own rendering of the manifests", async () => {
    const { text } = await readTrainingManifests();
    const file = join(cluster.root, 'site.yaml');
    await writeFile(
      file,
      text.replaceAll('academy.example.com', 'labs.acme.example'),
    );
    const args = [...on(), '--manifests', file];

    expect(problems((await check(...args)).output)).toEqual([
      expect.stringContaining('academy-guard-ingresses spec.validations'),
      expect.stringContaining('academy-guard-ingresses spec.validations'),
      expect.stringContaining('academy-guard-ingresses spec.validations'),
      expect.stringContaining('academy-guard-ingresses spec.validations'),
    ]);
    await prepare(...args, '--yes');
    expect((await check(...args)).exitCode).toBe(0);
  });

  it('reports what it may not read, and goes on', async () => {
    const nobody = await cluster.userWith('nobody', []);
    const { output, exitCode } = await check(...on(nobody, 'nobody'));

    expect(exitCode).toBe(1);
    expect(problems(output).length).toBeGreaterThan(names.length);
    expect(problems(output).every(line => line.startsWith('unread '))).toBe(
      true,
    );
  });

  it('prepares a pool, right by right', async () => {
    const pool = [...on(), '--pool', '2'];
    const missing = await check(...pool);
    expect(problems(missing.output)).toEqual(
      expect.arrayContaining([
        'missing Namespace/acad-pool-01 is not there; "cluster prepare" makes it',
        expect.stringMatching(
          /^stronger ServiceAccount.*academy-provisioner; remove .* needs nothing$/,
        ),
        expect.stringMatching(/^missing labs are off: /),
      ]),
    );

    await cluster.kubectl(
      ...['delete', 'clusterrolebinding', 'academy-provisioner'],
    );
    const { output, exitCode } = await prepare(...pool, '--yes');
    expect(exitCode).toBe(0);
    expect(output).toMatch(/mode: pool\n\s+namespaces:\n\s+- acad-pool-01/);
    await cluster.kubectl(
      ...['delete', 'rolebinding', 'academy-backend', '-n', 'acad-pool-02'],
    );
    expect(problems((await check(...pool)).output)).toEqual([
      'missing RoleBinding/acad-pool-02/academy-backend is not there; "cluster prepare" makes it',
      expect.stringMatching(/^missing labs are off: /),
    ]);
    await prepare(...on(), '--yes');
  });

  it('prints findings as JSON', async () => {
    const { output } = await check(...on(), '--json');

    expect(JSON.parse(output)).toMatchObject({
      cluster: 'academy-own',
      findings: expect.arrayContaining([
        { level: 'ok', object: 'Kubernetes', text: expect.any(String) },
      ]),
    });
  });
});
