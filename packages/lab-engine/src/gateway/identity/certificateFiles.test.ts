import { rename, rm, writeFile } from 'node:fs/promises';
import {
  createAuthority,
  issueCertificate,
  type KeyedCertificate,
} from '../../pki/certificates';
import { eventually } from '../../testing/eventually';
import { TestCluster } from '../../testing/testCluster';
import { whoAmI } from '../../testing/whoAmI';
import { createGateway, type ClusterGateway } from '../createGateway';
import { fixedToken } from '../tokens';

jest.setTimeout(60_000);

describe('a client certificate', () => {
  let test: TestCluster;
  let authority: KeyedCertificate;
  let gateway: ClusterGateway;
  let certificateFile: string;
  let keyFile: string;

  const issue = (commonName: string, validityDays = 1) =>
    issueCertificate(authority, {
      commonName,
      organizations: ['system:serviceaccounts'],
      usages: ['client'],
      validityDays,
    });

  /** As rotation does it: another file takes the place of the old one. */
  async function replace(file: string, content: string) {
    await writeFile(`${file}.new`, content);
    await rename(`${file}.new`, file);
  }

  async function write({ certificate, key }: KeyedCertificate) {
    certificateFile = await test.file('tls.crt', certificate);
    keyFile = await test.file('tls.key', key);
  }

  function connect() {
    gateway = createGateway({
      clusters: [{ ...test.options, identity: { certificateFile, keyFile } }],
    });
    return gateway.clusters()[0].client;
  }

  beforeAll(async () => {
    test = TestCluster.create();
    authority = await test.clientAuthority();
  });

  beforeEach(async () => {
    await write(await issue('backend-before'));
  });

  afterEach(async () => gateway.close());

  afterAll(() => test.close());

  it('is who the API server sees', async () => {
    expect(await whoAmI(connect())).toBe('backend-before');
  });

  it('never goes with the token of a learner', async () => {
    const { ref, identities } = await test.newSandbox();
    const { token } = await identities.learnerToken();
    const backend = connect();
    const learner = backend.withToken(fixedToken(token));
    const username = `system:serviceaccount:${ref.namespace}:learner`;
    // Both at once, so that each could find a connection of the other.
    const askers = Array.from({ length: 40 }, (_, index) =>
      index % 2 ? learner : backend,
    );
    const answers = await Promise.all(askers.map(whoAmI));
    expect(answers.filter(name => name === username)).toHaveLength(20);
    expect(answers.filter(name => name === 'backend-before')).toHaveLength(20);
    expect(await whoAmI(learner)).toBe(username);
  });

  it('is not presented for a token that nobody knows', async () => {
    const backend = connect();
    await whoAmI(backend);
    const stranger = backend.withToken(fixedToken('nobody'));
    await expect(whoAmI(stranger)).rejects.toMatchObject({ status: 401 });
  });

  it('is presented anew once its files have changed', async () => {
    const client = connect();
    await whoAmI(client);
    const next = await issue('backend-after');
    await replace(certificateFile, next.certificate);
    await replace(keyFile, next.key);
    await eventually(async () => {
      expect(await whoAmI(client)).toBe('backend-after');
    });
  });

  it('stays in use while only one of its files has changed', async () => {
    const client = connect();
    await whoAmI(client);
    const next = await issue('backend-after');
    await replace(keyFile, next.key);
    // So many that the files are looked at again.
    for (let i = 0; i < 5; i += 1) {
      expect(await whoAmI(client)).toBe('backend-before');
      await new Promise(resolve => setTimeout(resolve, 300));
    }
    await replace(certificateFile, next.certificate);
    await eventually(async () => {
      expect(await whoAmI(client)).toBe('backend-after');
    });
  });

  it('is read again when the API server refuses it', async () => {
    await write(await issue('backend-before', -0.5));
    const client = connect();
    await expect(whoAmI(client)).rejects.toMatchObject({
      status: 401,
      reason: 'Unauthorized',
    });
    await write(await issue('backend-after'));
    expect(await whoAmI(client)).toBe('backend-after');
  });

  it('of another authority is refused', async () => {
    const foreign = await createAuthority({
      commonName: 'elsewhere',
      validityDays: 1,
    });
    await write(
      await issueCertificate(foreign, {
        commonName: 'backend-before',
        usages: ['client'],
        validityDays: 1,
      }),
    );
    await expect(whoAmI(connect())).rejects.toMatchObject({ status: 401 });
  });

  it('with somebody else’s key is said to be none', async () => {
    const other = await issue('other');
    keyFile = await test.file('tls.key', other.key);
    await expect(whoAmI(connect())).rejects.toMatchObject({
      status: 0,
      reason: 'NoIdentity',
      message: expect.stringContaining('not a certificate and its key'),
    });
  });

  it('that is not there names its file', async () => {
    await rm(certificateFile);
    await expect(whoAmI(connect())).rejects.toMatchObject({
      status: 0,
      reason: 'NoIdentity',
      message: expect.stringContaining(certificateFile),
    });
  });
});
