import { stringify } from 'yaml';
import { PlainNode } from '../testing/PlainNode';
import { TestCluster } from '../testing/testCluster';

jest.setTimeout(60_000);

describe('trainingClusterFromKubeconfig', () => {
  let test: TestCluster;
  let node: PlainNode;

  beforeAll(() => {
    test = TestCluster.create();
    node = PlainNode.create();
  });

  afterAll(async () => {
    node.close();
    await test.close();
  });

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
    const { value, error } = await node.call(
      require.resolve('./trainingClusterFromKubeconfig'),
      'trainingClusterFromKubeconfig',
      ...[path, context, overrides],
    );
    return { path, options: value, error };
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
      capabilities: {},
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
    ['certificate', { 'client-certificate': 'a.crt', 'client-key': 'a.key' }],
    ['credential plugin', { exec: { command: 'login' } }],
  ])('takes the file itself where the user has a %s', async (_, user) => {
    const { path, options } = await load({ user });
    expect(options).toMatchObject({
      identity: { kubeconfig: path, context: 'kind-kind' },
    });
  });

  it.each([
    ['a context that is not there', {}, 'other', 'it has: kind-kind'],
    [
      'a user without anything',
      { user: {} },
      'kind-kind',
      'has no token, certificate or credential plugin',
    ],
    [
      'a certificate without its key',
      { user: { 'client-certificate': 'a.crt' } },
      'kind-kind',
      'has no token, certificate or credential plugin',
    ],
    [
      'TLS that is not verified',
      { cluster: { 'insecure-skip-tls-verify': true } },
      'kind-kind',
      'turns TLS verification off',
    ],
  ])('refuses %s', async (_, parts, context, words) => {
    const { error } = await load(parts, context);
    expect(error?.message).toContain(words);
  });
});
