import { rename, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { TcpProxy } from '../testing/TcpProxy';
import { TestCluster } from '../testing/testCluster';
import { ClusterError } from './ClusterError';
import { createGateway } from './createGateway';
import { fixedToken } from './tokens';

const KUBE_SYSTEM = {
  apiVersion: 'v1',
  kind: 'Namespace',
  name: 'kube-system',
};

async function refusal(task: Promise<unknown>): Promise<ClusterError> {
  const error = await task.then(
    () => new Error('was not refused'),
    reason => reason,
  );
  expect(error).toBeInstanceOf(ClusterError);
  return error as ClusterError;
}

describe('createGateway', () => {
  let test: TestCluster;
  let proxy: TcpProxy;

  beforeAll(async () => {
    test = TestCluster.create();
    proxy = await TcpProxy.create({ target: test.port });
  });

  afterAll(async () => {
    await test.close();
    await proxy.cut();
  });

  it('knows from the discovery where a kind lives', async () => {
    const { client } = test;
    await expect(
      client.mapping({ apiVersion: 'apps/v1', kind: 'Deployment' }),
    ).resolves.toMatchObject({ plural: 'deployments', namespaced: true });
    await expect(
      client.mapping({ apiVersion: 'v1', kind: 'Namespace' }),
    ).resolves.toMatchObject({ plural: 'namespaces', namespaced: false });
    const error = await refusal(
      client.mapping({ apiVersion: 'apps/v1', kind: 'Deploymnt' }),
    );
    expect(error).toMatchObject({
      reason: 'NoMatch',
      message: 'no matches for kind "Deploymnt" in version "apps/v1"',
    });
  });

  it('turns a Status into a typed error', async () => {
    const missing = { ...KUBE_SYSTEM, name: 'acad-nowhere' };
    expect(await refusal(test.client.get(missing))).toMatchObject({
      status: 404,
      reason: 'NotFound',
      message: 'namespaces "acad-nowhere" not found',
    });
    const invalid = test.client.create(
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'acad-UPPER' },
      },
      { dryRun: true },
    );
    expect(await refusal(invalid)).toMatchObject({
      status: 422,
      reason: 'Invalid',
      causes: [expect.objectContaining({ field: 'metadata.name' })],
    });
  });

  it('sends nothing for a name that could address something else', async () => {
    await test.client.mapping(KUBE_SYSTEM);
    const before = test.cluster.requestCount();
    const pod = { apiVersion: 'v1', kind: 'Pod', namespace: 'kube-system' };
    const attempts = [
      test.client.delete({ ...pod, name: '..' }),
      test.client.get({ ...pod, name: 'x/../../../secrets' }),
      test.client.list({ ...pod, namespace: '..' }),
    ];
    for (const attempt of attempts) {
      expect(await refusal(attempt)).toMatchObject({ reason: 'BadName' });
    }
    expect(test.cluster.requestCount()).toBe(before);
  });

  it('keeps its connections', async () => {
    const gateway = createGateway({
      clusters: [{ ...test.options, server: proxy.server }],
    });
    const [{ client }] = gateway.clusters();
    await client.get(KUBE_SYSTEM);
    const before = proxy.accepted;
    for (let i = 0; i < 30; i += 1) await client.get(KUBE_SYSTEM);
    expect(proxy.accepted).toBe(before);
    await gateway.close();
  });

  it('answers a lost connection with an idempotent second attempt', async () => {
    const gateway = createGateway({
      clusters: [{ ...test.options, server: proxy.server }],
    });
    const [{ client }] = gateway.clusters();
    await client.get(KUBE_SYSTEM);
    const reading = client.get(KUBE_SYSTEM);
    setImmediate(() => proxy.reset());
    await expect(reading).resolves.toMatchObject({
      metadata: { name: 'kube-system' },
    });
    await gateway.close();
  });

  it('says when nobody answers, and never shows the token', async () => {
    const token = 'secret-token-of-the-backend';
    const gateway = createGateway({
      clusters: [
        {
          ...test.options,
          server: 'https://127.0.0.1:1',
          identity: { token },
        },
      ],
    });
    const [{ client }] = gateway.clusters();
    const error = await refusal(client.get(KUBE_SYSTEM));
    expect(error).toMatchObject({ status: 0, reason: 'Unreachable' });
    expect(JSON.stringify([error, String(error), error.stack])).not.toContain(
      token,
    );
    await gateway.close();
  });

  it('does not trust a server of another authority', async () => {
    const gateway = createGateway({
      clusters: [{ ...test.options, caFile: undefined }],
    });
    const [{ client }] = gateway.clusters();
    expect(await refusal(client.get(KUBE_SYSTEM))).toMatchObject({
      status: 0,
      reason: 'Untrusted',
    });
    await gateway.close();
  });

  it('reads a token file again when it changes', async () => {
    const { identity } = test.options as { identity: { tokenFile: string } };
    const good = readFileSync(identity.tokenFile, 'utf8');
    const tokenFile = await test.file('token', 'outdated');
    const gateway = createGateway({
      clusters: [{ ...test.options, identity: { tokenFile } }],
    });
    const [{ client }] = gateway.clusters();
    expect(await refusal(client.get(KUBE_SYSTEM))).toMatchObject({
      status: 401,
    });
    await writeFile(`${tokenFile}.new`, good);
    await rename(`${tokenFile}.new`, tokenFile);
    await expect(client.get(KUBE_SYSTEM)).resolves.toMatchObject({
      metadata: { name: 'kube-system' },
    });
    await gateway.close();
  });

  it('tells learners the address of the portal, or another one, or none', () => {
    const kubectl = { server: 'https://labs.example:6443' };
    const proxied = { ...test.options, gateway: 'proxy' as const };
    const gateway = createGateway({
      clusters: [
        test.options,
        { ...test.options, kubectl },
        proxied,
        { ...proxied, kubectl },
      ],
      proxy: { baseUrl: async () => '', headers: async () => ({}) },
    });
    const authority = readFileSync(test.options.caFile!).toString('base64');
    expect(gateway.clusters().map(each => each.kubectl())).toEqual([
      { server: test.options.server, caData: authority },
      kubectl,
      undefined,
      kubectl,
    ]);
  });

  it('never waits for a token that waits for its turn', async () => {
    const token = await test.adminToken();
    const clients = Array.from({ length: 50 }, () =>
      test.client.withToken({
        async get() {
          await test.client.get(KUBE_SYSTEM);
          return token;
        },
        invalidate() {},
      }),
    );
    const answers = clients.map(client => client.get(KUBE_SYSTEM));
    await expect(Promise.all(answers)).resolves.toHaveLength(50);
  });

  it('acts as somebody else over the same connections', async () => {
    const stranger = test.client.withToken(fixedToken('nobody'));
    expect(await refusal(stranger.get(KUBE_SYSTEM))).toMatchObject({
      status: 401,
      reason: 'Unauthorized',
    });
    await expect(test.client.get(KUBE_SYSTEM)).resolves.toBeDefined();
  });
});
