import type { ServerResponse } from 'node:http';
import { ApiFront } from '../testing/ApiFront';
import { eventually } from '../testing/eventually';
import { TestCluster } from '../testing/testCluster';
import { createGateway, type ClusterGateway } from './createGateway';

jest.setTimeout(60_000);

const PATH = '/api/v1/namespaces/default/pods/quiet/log';
/** More than may be opening at a time. */
const STREAMS = 20;

describe('a stream that says nothing for a while', () => {
  let test: TestCluster;
  let front: ApiFront;
  let gateway: ClusterGateway;

  beforeAll(async () => {
    test = TestCluster.create();
    front = await ApiFront.create({ test });
    const { server, caData } = front;
    gateway = createGateway({
      clusters: [{ ...test.options, caFile: undefined, server, caData }],
    });
  });

  afterAll(async () => {
    await gateway.close();
    await front.down();
    await test.close();
  });

  it('is open before its headers come, and keeps nobody from opening', async () => {
    const waiting: ServerResponse[] = [];
    front.answers.set(PATH, (_, res) => {
      waiting.push(res);
    });
    const [{ client }] = gateway.clusters();
    const call = { method: 'GET', path: PATH, quiet: true } as const;
    const streams = await Promise.all(
      Array.from({ length: STREAMS }, () => client.stream(call)),
    );
    await eventually(() => expect(waiting.length).toBe(STREAMS));

    const path = await client.path({ apiVersion: 'v1', kind: 'Namespace' });
    const query = { watch: true, timeoutSeconds: 1 };
    const other = await client.stream({ method: 'GET', path, query });
    expect(other.readable).toBe(true);
    other.destroy();

    waiting.forEach((res, index) => res.end(`line of ${index}`));
    const texts = await Promise.all(
      streams.map(async stream => (await stream.toArray()).join('')),
    );
    expect(new Set(texts).size).toBe(STREAMS);
  });

  it('fails with what keeps it from being opened', async () => {
    front.answers.set(PATH, {
      status: 403,
      body: { kind: 'Status', reason: 'Forbidden', message: 'not for you' },
    });
    const [{ client }] = gateway.clusters();
    const stream = await client.stream({
      method: 'GET',
      path: PATH,
      quiet: true,
    });
    await expect(stream.toArray()).rejects.toMatchObject({ status: 403 });
  });
});
