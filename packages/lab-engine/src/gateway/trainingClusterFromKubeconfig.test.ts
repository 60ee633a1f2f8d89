import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { TestCluster } from '../testing/testCluster';

jest.setTimeout(60_000);

const run = promisify(execFile);

const SCRIPT = `
const { trainingClusterFromKubeconfig } = require(${JSON.stringify(
  require.resolve('./trainingClusterFromKubeconfig'),
)});
const [path, context, overrides] = process.argv.slice(1);
trainingClusterFromKubeconfig(path, context, JSON.parse(overrides)).then(
  options => console.log(JSON.stringify(options)),
  error => console.log(JSON.stringify({ error: error.message })),
);
`;

describe('trainingClusterFromKubeconfig', () => {
  let test: TestCluster;

  beforeAll(() => {
    test = TestCluster.create();
  });

  afterAll(() => test.close());

  /** In a process of its own, as the command line runs it. */
  async function load(
    parts: { cluster?: object; user?: object },
    context = 'kind-kind',
    overrides: object = {},
  ) {
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name: 'c',
          cluster: {
            server: 'https://10.0.0.1:6443',
            'certificate-authority': 'ca.crt',
            ...parts.cluster,
          },
        },
      ],
      users: [{ name: 'u', user: parts.user ?? { token: 'secret' } }],
      contexts: [{ name: 'kind-kind', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'kind-kind',
    };
    const path = await test.file('kubeconfig.yaml', stringify(config));
    const { stdout } = await run(process.execPath, [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      '-e',
      SCRIPT,
      path,
      context,
      JSON.stringify(overrides),
    ]);
    return { path, options: JSON.parse(stdout) };
  }

  it('reads address, authority and token of the named context', async () => {
    const { path, options } = await load({});
    expect(options).toEqual({
      name: 'kind-kind',
      title: 'kind-kind',
      server: 'https://10.0.0.1:6443',
      caFile: path.replace('kubeconfig.yaml', 'ca.crt'),
      identity: { token: 'secret' },
      maxSandboxes: 20,
      capabilities: [],
    });
  });

  it('takes the identity it is given', async () => {
    const { options } = await load({ user: {} }, 'kind-kind', {
      identity: { tokenFile: '/run/token' },
      name: 'mine',
    });
    expect(options).toMatchObject({
      name: 'mine',
      identity: { tokenFile: '/run/token' },
    });
  });

  it.each([
    ['a context that is not there', {}, 'other', 'it has: kind-kind'],
    ['a user without a token', { user: {} }, 'kind-kind', 'has no token'],
    [
      'TLS that is not verified',
      { cluster: { 'insecure-skip-tls-verify': true } },
      'kind-kind',
      'turns TLS verification off',
    ],
  ])('refuses %s', async (_, parts, context, words) => {
    const { options } = await load(parts, context);
    expect(options).toEqual({ error: expect.stringContaining(words) });
  });
});
