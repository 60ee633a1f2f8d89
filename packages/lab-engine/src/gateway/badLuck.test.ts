import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { readFile, writeFile } from 'node:fs/promises';
import {
  createAuthority,
  issueCertificate,
  type KeyedCertificate,
} from '../pki/certificates';
import { TcpProxy } from '../testing/TcpProxy';
import { TestCluster } from '../testing/testCluster';
import type { TrainingClusterOptions } from '../runtime/types';
import type { ClusterClient } from './ClusterClient';
import { createGateway, type ClusterGateway } from './createGateway';

jest.setTimeout(60_000);

const KUBE_SYSTEM = {
  apiVersion: 'v1',
  kind: 'Namespace',
  name: 'kube-system',
};

describe('a cluster that cannot be used', () => {
  let test: TestCluster;
  let authority: KeyedCertificate;
  const gateways: ClusterGateway[] = [];
  const servers: Server[] = [];

  beforeAll(async () => {
    test = TestCluster.create();
    authority = await createAuthority({
      commonName: 'labs',
      validityDays: 1,
    });
  });

  afterEach(async () => {
    await Promise.all(gateways.splice(0).map(gateway => gateway.close()));
    servers.splice(0).forEach(server => server.close());
  });

  afterAll(() => test.close());

  function connect(
    ...clusters: Partial<TrainingClusterOptions>[]
  ): ClusterClient[] {
    const gateway = createGateway({
      clusters: clusters.map(each => ({ ...test.options, ...each })),
    });
    gateways.push(gateway);
    return gateway.clusters().map(({ client }) => client);
  }

  /** A TLS server that would answer everything. @returns its address */
  async function listen(options: {
    validityDays?: number;
    addresses?: string[];
  }): Promise<string> {
    const { certificate: cert, key } = await issueCertificate(authority, {
      commonName: 'kube-apiserver',
      usages: ['server'],
      validityDays: options.validityDays ?? 1,
      addresses: options.addresses ?? ['127.0.0.1'],
    });
    const server = createServer({ cert, key }, (_, answer) =>
      answer.end('{"items":[]}'),
    );
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const trusted = () => ({
    caFile: undefined,
    caData: Buffer.from(authority.certificate).toString('base64'),
  });

  it('answers a server that is all right, so that the others mean something', async () => {
    const [client] = connect({ ...trusted(), server: await listen({}) });
    await expect(
      client.request({ method: 'GET', path: '/api' }),
    ).resolves.toMatchObject({ status: 200 });
  });

  it.each([
    ['has an expired certificate', { validityDays: -0.5 }, 'has expired'],
    [
      'has a certificate for another address',
      { addresses: ['10.0.0.1'] },
      "IP: 127.0.0.1 is not in the cert's list",
    ],
  ])('%s', async (_, options, message) => {
    const server = await listen(options);
    const [client] = connect({ ...trusted(), server });
    await expect(client.get(KUBE_SYSTEM)).rejects.toMatchObject({
      status: 0,
      reason: 'Untrusted',
      message: expect.stringContaining(message),
    });
  });

  it('has another authority', async () => {
    const [client] = connect({ ...trusted(), server: test.options.server });
    await expect(client.get(KUBE_SYSTEM)).rejects.toMatchObject({
      status: 0,
      reason: 'Untrusted',
    });
  });

  it('is trusted once the file with its authority has been replaced', async () => {
    const caFile = await test.file('ca.crt', authority.certificate);
    const [client] = connect({ caFile });
    await expect(client.get(KUBE_SYSTEM)).rejects.toMatchObject({
      reason: 'Untrusted',
    });
    await writeFile(caFile, await readFile(test.options.caFile!));
    await expect(client.get(KUBE_SYSTEM)).resolves.toBeDefined();
  });

  it('refuses connections', async () => {
    const [client] = connect({ server: 'https://127.0.0.1:1' });
    await expect(client.get(KUBE_SYSTEM)).rejects.toMatchObject({
      status: 0,
      reason: 'Unreachable',
    });
  });

  it('takes connections and says nothing, which is not tried four times', async () => {
    const line = await TcpProxy.create({ target: test.port });
    line.stall();
    const [client] = connect({ server: line.server });
    await expect(client.get(KUBE_SYSTEM)).rejects.toMatchObject({
      status: 0,
      reason: 'Timeout',
    });
    // One for each of the two requests of the discovery.
    expect(line.accepted).toBe(2);
    await line.cut();
  });

  it('does not know the token any more', async () => {
    const tokenFile = await test.file('token', await test.adminToken());
    const [client] = connect({ identity: { tokenFile } });
    await client.get(KUBE_SYSTEM);
    await writeFile(tokenFile, 'revoked');
    // Until the file is looked at again the old token is used.
    await expect(
      (async () => {
        for (;;) await client.get(KUBE_SYSTEM);
      })(),
    ).rejects.toMatchObject({ status: 401, reason: 'Unauthorized' });
  });

  it('gives the identity too few rights', async () => {
    const { certificate, key } = await issueCertificate(
      await test.clientAuthority(),
      { commonName: 'nobody', usages: ['client'], validityDays: 1 },
    );
    const [client] = connect({
      identity: {
        certificateFile: await test.file('nobody.crt', certificate),
        keyFile: await test.file('nobody.key', key),
      },
    });
    await expect(client.get(KUBE_SYSTEM)).rejects.toMatchObject({
      status: 403,
      reason: 'Forbidden',
      message: expect.stringContaining('User "nobody" cannot get resource'),
    });
  });

  it('hangs without slowing another one down', async () => {
    const line = await TcpProxy.create({ target: test.port });
    const [hanging, good] = connect(
      { name: 'hanging', server: line.server },
      { name: 'good' },
    );
    await Promise.all([hanging.get(KUBE_SYSTEM), good.get(KUBE_SYSTEM)]);
    line.stall();
    // More than may be in flight at a time: the rest waits in a queue.
    let ended = 0;
    const abort = new AbortController();
    const waiting = Array.from({ length: 60 }, () =>
      hanging.get(KUBE_SYSTEM, abort.signal).catch(() => {
        ended += 1;
      }),
    );
    for (let i = 0; i < 100; i += 1) await good.get(KUBE_SYSTEM);
    expect(ended).toBe(0);
    abort.abort();
    await line.cut();
    await Promise.all(waiting);
  });
});
