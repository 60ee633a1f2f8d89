import { Readable } from 'node:stream';
import type { ObjectRead } from '../check/types';
import {
  ClusterError,
  createGateway,
  type ApiCall,
  type ClusterClient,
  type ClusterGateway,
} from '../gateway';
import type { ProvisionedSandbox } from '../sandbox';
import { eventually } from '../testing/eventually';
import { TcpProxy } from '../testing/TcpProxy';
import { TestCluster } from '../testing/testCluster';
import { KindWatch } from './KindWatch';

/** What kube-apiserver 1.36 sends in a watch from version 1. */
const EXPIRED = `${JSON.stringify({
  type: 'ERROR',
  object: {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: 'too old resource version: 1 (14183)',
    reason: 'Expired',
    code: 410,
  },
})}\n`;

jest.setTimeout(60_000);

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };

describe('KindWatch', () => {
  let test: TestCluster;
  let proxy: TcpProxy;
  let gateway: ClusterGateway;
  let sandbox: ProvisionedSandbox;
  /** The backend through the line that tests cut. */
  let client: ClusterClient;
  let watch: KindWatch | undefined;
  let states: string[];

  beforeAll(async () => {
    test = TestCluster.create();
    proxy = await TcpProxy.create({ target: test.port });
    gateway = createGateway({
      clusters: [{ ...test.options, server: proxy.server }],
    });
    [{ client }] = gateway.clusters();
    sandbox = await test.newSandbox();
  });

  afterEach(async () => {
    watch?.stop();
    await proxy.mend();
  });

  afterAll(async () => {
    await gateway.close();
    await proxy.cut();
    await test.close();
  });

  function open(options: Partial<Parameters<typeof KindWatch.create>[0]> = {}) {
    states = [];
    const opened = KindWatch.create({
      client,
      kind: CONFIG_MAP,
      namespace: sandbox.ref.namespace,
      onChange: () => {
        const { state } = opened.read();
        if (states.at(-1) !== state) states.push(state);
      },
      ...options,
    });
    watch = opened;
    return opened;
  }

  async function write(name: string, value: string) {
    const { namespace } = sandbox.ref;
    const body = { ...CONFIG_MAP, metadata: { name }, data: { value } };
    await test.client.apply(body, { namespace });
  }

  function values(read: ObjectRead): Record<string, unknown> {
    if (read.state !== 'synced') throw new Error(`is ${read.state}`);
    const own = read.objects.filter(({ data }) => {
      return (data as { value?: string }).value !== undefined;
    });
    return Object.fromEntries(
      own.map(({ metadata, data }) => [
        metadata.name,
        (data as { value: string }).value,
      ]),
    );
  }

  it('follows objects from their creation to their deletion', async () => {
    const opened = open();
    expect(opened.read()).toEqual({ state: 'syncing' });
    await eventually(() => expect(values(opened.read())).toEqual({}));

    await write('first', '1');
    await eventually(() =>
      expect(values(opened.read())).toEqual({ first: '1' }),
    );
    await write('first', '2');
    await eventually(() =>
      expect(values(opened.read())).toEqual({ first: '2' }),
    );
    await test.client.delete({
      ...CONFIG_MAP,
      namespace: sandbox.ref.namespace,
      name: 'first',
    });
    await eventually(() => expect(values(opened.read())).toEqual({}));
    expect(states).toEqual(['synced']);
  });

  it('hands out objects without managed fields, the same until they change', async () => {
    await write('kept', '1');
    await write('changing', '1');
    const opened = open();
    const find = (name: string) => {
      const read = opened.read();
      const objects = read.state === 'synced' ? read.objects : [];
      return objects.find(({ metadata }) => metadata.name === name);
    };
    await eventually(() => expect(find('kept')).toBeDefined());
    const [kept, changing] = [find('kept'), find('changing')];
    expect(kept?.metadata).not.toHaveProperty('managedFields');
    await write('changing', '2');
    await eventually(() => expect(find('changing')).not.toBe(changing));
    expect(find('kept')).toBe(kept);
  });

  it('reads a server without streaming lists page by page', async () => {
    await write('listed', '1');
    const opened = open({ streamingLists: false });
    await eventually(() =>
      expect(values(opened.read())).toMatchObject({ listed: '1' }),
    );
    await write('listed', '2');
    await eventually(() =>
      expect(values(opened.read())).toMatchObject({ listed: '2' }),
    );
  });

  it('becomes unknown while the server is away, and catches up by itself', async () => {
    await write('before', '1');
    await write('deleted', '1');
    const opened = open();
    await eventually(() =>
      expect(values(opened.read())).toMatchObject({ before: '1' }),
    );
    await proxy.cut();
    await eventually(() =>
      expect(opened.read()).toMatchObject({
        state: 'unknown',
        reason: 'unreachable',
        message: {
          en: expect.stringContaining('cannot be reached'),
          ko: expect.stringContaining('연결할 수 없습니다'),
        },
      }),
    );
    await write('before', '2');
    await test.client.delete({
      ...CONFIG_MAP,
      namespace: sandbox.ref.namespace,
      name: 'deleted',
    });
    await proxy.mend();
    await eventually(() =>
      expect(values(opened.read())).toMatchObject({ before: '2' }),
    );
    expect(values(opened.read())).not.toHaveProperty('deleted');
    expect(states).toEqual(['synced', 'unknown', 'synced']);
  });

  it('does not call a reset connection an outage', async () => {
    const opened = open();
    await eventually(() => expect(values(opened.read())).toBeDefined());
    const accepted = proxy.accepted;
    proxy.reset();
    await write('after-reset', '1');
    await eventually(() =>
      expect(values(opened.read())).toMatchObject({ 'after-reset': '1' }),
    );
    expect(proxy.accepted).toBeGreaterThan(accepted);
    expect(states).toEqual(['synced']);
  });

  it('notices a server that hangs', async () => {
    const opened = open({ silenceMs: 700 });
    await eventually(() => expect(values(opened.read())).toBeDefined());
    proxy.stall();
    await eventually(() =>
      expect(opened.read()).toMatchObject({
        state: 'unknown',
        reason: 'timeout',
      }),
    );
    await write('after-stall', '1');
    await proxy.mend();
    await eventually(() =>
      expect(values(opened.read())).toMatchObject({ 'after-stall': '1' }),
    );
  });

  it('reads everything anew when its version is too old', async () => {
    const aged = agedOnce(client);
    const opened = open({ streamingLists: false, client: aged.client });
    await write('after-410', '1');
    await eventually(() =>
      expect(values(opened.read())).toMatchObject({ 'after-410': '1' }),
    );
    await eventually(() => expect(aged.lists).toHaveBeenCalledTimes(2));
    expect(states).toEqual(['synced']);
  });

  it('waits no longer once it is told that the reason is over', async () => {
    await write('after-pause', '1');
    const opened = open({ client: pausedOnce(client) });
    await eventually(() =>
      expect(opened.read()).toMatchObject({ state: 'unknown' }),
    );
    opened.retryNow();
    await eventually(() =>
      expect(values(opened.read())).toMatchObject({ 'after-pause': '1' }),
    );
  });

  it('says in other words why it cannot read, where there are such', async () => {
    const message = { en: 'Its own words.', ko: '자체 메시지.' };
    const opened = open({
      client: pausedOnce(client),
      unreadable: () => ({ reason: 'error', message }),
    });
    await eventually(() => expect(opened.read()).toMatchObject({ message }));
  });

  it('says that it may not read', async () => {
    const opened = open({
      client: sandbox.identities.checker,
      namespace: 'kube-system',
    });
    await eventually(() =>
      expect(opened.read()).toMatchObject({
        state: 'unknown',
        reason: 'forbidden',
        message: { ko: expect.stringContaining('권한이 없습니다') },
      }),
    );
  });

  /** The first watch is refused for longer than any test waits. */
  function pausedOnce(real: ClusterClient) {
    let paused = false;
    const stream = (call: ApiCall) => {
      if (paused) return real.stream(call);
      paused = true;
      const error = new ClusterError({
        status: 503,
        reason: 'ServiceUnavailable',
        message: 'later',
        retryAfterMs: 600_000,
      });
      return Promise.reject(error);
    };
    return { path: real.path.bind(real), stream } as never;
  }

  /**
   * The first watch is answered as an API server answers that has forgotten
   * the version. A young one remembers everything, so its words are given here.
   */
  function agedOnce(real: ClusterClient) {
    const lists = jest.fn(real.request.bind(real));
    let aged = false;
    const stream = (call: ApiCall) => {
      if (aged || !call.query?.resourceVersion) return real.stream(call);
      aged = true;
      return Promise.resolve(Readable.from([Buffer.from(EXPIRED)]));
    };
    const path = real.path.bind(real);
    return { lists, client: { path, request: lists, stream } as never };
  }
});
