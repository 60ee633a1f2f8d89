import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BackendIdentity } from '../runtime/types';
import { issueCertificate } from '../pki/certificates';
import { eventually } from '../testing/eventually';
import { TestCluster } from '../testing/testCluster';
import type { ClusterClient } from './ClusterClient';
import { createGateway, type ClusterGateway } from './createGateway';
import { fixedToken } from './tokens';

jest.setTimeout(30_000);

const STATUS = {
  kind: 'Status',
  reason: 'Forbidden',
  message: 'pods is forbidden',
  code: 403,
};

describe('a cluster behind a proxy', () => {
  let server: Server;
  let gateway: ClusterGateway;
  let request: IncomingMessage;
  let answer: (response: ServerResponse) => void;

  beforeAll(async () => {
    server = createServer((received, response) => {
      request = received;
      answer(response);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });

  afterEach(() => gateway.close());

  afterAll(() => server.close());

  function connect(
    identity: BackendIdentity = { token: 'of-the-academy' },
  ): ClusterClient {
    const { port } = server.address() as AddressInfo;
    gateway = createGateway({
      clusters: [
        {
          name: 'dev',
          title: 'Dev',
          gateway: 'proxy',
          identity,
          maxSandboxes: 1,
          capabilities: {},
        },
      ],
      proxy: {
        baseUrl: async () => `http://127.0.0.1:${port}/api/kubernetes/proxy`,
        headers: async ({ cluster, authorization }) => ({
          authorization: 'Bearer of-the-plugin',
          'x-cluster': cluster,
          'x-authorization': authorization,
        }),
      },
    });
    return gateway.clusters()[0].client;
  }

  const get = (client: ClusterClient) =>
    client.request({ method: 'GET', path: '/api/v1/pods' });

  const reply = (
    status: number,
    body: string | object,
    type = 'application/json',
  ) => {
    answer = response =>
      response
        .writeHead(status, { 'content-type': type })
        .end(typeof body === 'string' ? body : JSON.stringify(body));
  };

  it('gets the token of whoever asks beside the one of the proxy', async () => {
    reply(200, { items: [] });
    const client = connect();
    await get(client);
    expect(request.url).toBe('/api/kubernetes/proxy/api/v1/pods');
    expect(request.headers).toMatchObject({
      authorization: 'Bearer of-the-plugin',
      'x-cluster': 'dev',
      'x-authorization': 'Bearer of-the-academy',
      'accept-encoding': 'identity',
    });
    await get(client.withToken(fixedToken('of-a-learner')));
    expect(request.headers).toMatchObject({
      authorization: 'Bearer of-the-plugin',
      'x-authorization': 'Bearer of-a-learner',
    });
  });

  it.each([
    [403, STATUS, { status: 403, reason: 'Forbidden' }],
    [404, '404 page not found\n', { status: 404, reason: 'Http404' }],
  ])('refuses in its own words: %d', async (status, body, expected) => {
    reply(status, body);
    await expect(get(connect())).rejects.toMatchObject(expected);
  });

  const backstageError = (name: string, message: string) => ({
    error: { name, message },
    request: { method: 'GET' },
    response: { statusCode: 404 },
  });

  it.each([
    [
      404,
      backstageError('NotFoundError', "Cluster 'dev' not found"),
      "answered 404: Cluster 'dev' not found",
    ],
    [401, backstageError('AuthenticationError', 'no'), 'answered 401: no'],
    [403, backstageError('NotAllowedError', 'denied'), 'answered 403: denied'],
    [500, backstageError('ForwardedError', 'ECONNREFUSED'), 'ECONNREFUSED'],
    [502, '<html>Bad Gateway</html>', 'answered 502: <html>Bad Gateway'],
    [404, '<html>Not Found</html>', 'answered 404: <html>Not Found'],
    [403, '', 'answered 403'],
  ])(
    'is unreachable, whatever the proxy says: %d %j',
    async (status, body, words) => {
      reply(status, body);
      await expect(get(connect())).rejects.toMatchObject({
        status: 0,
        reason: 'Unreachable',
        message: expect.stringContaining(words),
      });
    },
  );

  it('did not answer when a page came', async () => {
    reply(200, '<html>Sign in</html>', 'text/html');
    await expect(get(connect())).rejects.toMatchObject({
      status: 0,
      reason: 'NoKubernetesAnswer',
    });
  });

  it('has short watches, since nobody is told when theirs are cut', async () => {
    answer = response => response.writeHead(200).write('{}\n');
    const watch = (timeoutSeconds: number) =>
      connect().stream({
        method: 'GET',
        path: '/api/v1/pods',
        query: { watch: true, timeoutSeconds },
      });
    (await watch(600)).destroy();
    expect(request.url).toContain('timeoutSeconds=30');
    const silent = await watch(1);
    const readAll = async () => {
      for await (const chunk of silent) expect(String(chunk)).toBe('{}\n');
    };
    await expect(readAll()).rejects.toMatchObject({
      status: 0,
      reason: 'Timeout',
    });
  });

  describe('a watch that goes on where another ended', () => {
    const goOn = () =>
      connect().stream({
        method: 'GET',
        path: '/api/v1/pods',
        query: { watch: true, timeoutSeconds: 600, resourceVersion: '7' },
      });

    const read = async (stream: AsyncIterable<unknown>) => {
      for await (const chunk of stream) return String(chunk);
      return 'ended';
    };

    it('is open although nobody answers before something happens', async () => {
      let happen: (() => void) | undefined;
      answer = response => {
        happen = () => response.writeHead(200).write('{}\n');
      };
      const reading = read(await goOn());
      await eventually(() => expect(happen).toBeDefined());
      expect(request.url).toContain('resourceVersion=7');
      happen?.();
      expect(await reading).toBe('{}\n');
    });

    it('fails as the API server says', async () => {
      reply(410, { kind: 'Status', reason: 'Expired', code: 410 });
      await expect(read(await goOn())).rejects.toMatchObject({
        status: 410,
        reason: 'Expired',
      });
    });

    it('fails where there is no proxy any more', async () => {
      answer = response => response.destroy();
      await expect(read(await goOn())).rejects.toMatchObject({
        status: 0,
        reason: 'Unreachable',
      });
    });

    it('is asked for no longer once nobody reads it', async () => {
      const states: string[] = [];
      answer = response => {
        states.push('asked');
        response.once('close', () => states.push('ended'));
      };
      const stream = await goOn();
      await eventually(() => expect(states).toEqual(['asked']));
      stream.destroy();
      await eventually(() => expect(states).toEqual(['asked', 'ended']));
    });
  });

  it('has no WebSockets', async () => {
    const call = { path: '/api/v1/namespaces/a/pods/b/exec' };
    await expect(connect().socket(call)).rejects.toMatchObject({
      reason: 'NoWebSocket',
      message: expect.stringContaining('neither exec nor port-forward'),
    });
  });

  it('has no nested control planes either, whatever its nodes are', () => {
    connect();
    expect(gateway.clusters()[0].options.capabilities).toEqual({
      'nested-control-plane': false,
    });
  });

  it('cannot be shown a client certificate', async () => {
    const test = TestCluster.create();
    const { certificate, key } = await issueCertificate(
      await test.clientAuthority(),
      { commonName: 'academy', usages: ['client'], validityDays: 1 },
    );
    const client = connect({
      certificateFile: await test.file('tls.crt', certificate),
      keyFile: await test.file('tls.key', key),
    });
    await expect(get(client)).rejects.toMatchObject({
      status: 0,
      reason: 'NoIdentity',
      message: expect.stringContaining('cannot pass the proxy'),
    });
    await test.close();
  });

  it('is refused where there is no proxy', () => {
    gateway = createGateway({ clusters: [] });
    const cluster = {
      ...{ name: 'dev', title: 'Dev', gateway: 'proxy' as const },
      ...{ identity: { token: 'a' }, maxSandboxes: 1, capabilities: {} },
    };
    expect(() => createGateway({ clusters: [cluster] })).toThrow(
      'cluster "dev" needs a proxy',
    );
  });
});
