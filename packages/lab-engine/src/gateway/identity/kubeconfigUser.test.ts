import { appendFile, chmod, readFile, writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import {
  issueCertificate,
  type KeyedCertificate,
} from '../../pki/certificates';
import { PlainNode } from '../../testing/PlainNode';
import { TestCluster } from '../../testing/testCluster';

jest.setTimeout(120_000);

const LONG_AGO = '2020-01-01T00:00:00Z';
const ADMIN = 'system:serviceaccount:kube-system:academy-lab-engine-tests';

describe('the user of a kubeconfig', () => {
  let test: TestCluster;
  let token: string;
  let node: PlainNode;
  /** Of the test that runs. */
  let kubeconfig: string;
  let files = 0;

  beforeAll(async () => {
    test = TestCluster.create();
    node = PlainNode.create();
    token = await test.adminToken();
  });

  beforeEach(async () => {
    files += 1;
    kubeconfig = await test.file(`kubeconfig-${files}.yaml`, '');
  });

  afterAll(async () => {
    node.close();
    await test.close();
  });

  /** Writes a kubeconfig with one user. */
  function connect(user: object): Promise<void> {
    return writeFile(
      kubeconfig,
      stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name: 'c', cluster: { server: test.options.server } }],
        users: [{ name: 'u', user }],
        contexts: [{ name: 'labs', context: { cluster: 'c', user: 'u' } }],
      }),
    );
  }

  const ask = () =>
    node.call(require.resolve('../../testing/whoAmI'), 'whoAmIOn', {
      ...test.options,
      identity: { kubeconfig, context: 'labs' },
    });

  /** A credential plugin that answers what a file says, and counts its calls. */
  async function plugin(status: object) {
    const answers = await test.file('answer.json', '');
    const calls = await test.file('calls', '');
    const command = await test.file(
      'plugin',
      `#!/bin/sh\necho >> ${calls}; cat ${answers}\n`,
    );
    await chmod(command, 0o700);
    const answer = (next: object) =>
      writeFile(
        answers,
        JSON.stringify({ kind: 'ExecCredential', status: next }),
      );
    await answer(status);
    return {
      user: {
        exec: { apiVersion: 'client.authentication.k8s.io/v1', command },
      },
      answer,
      calls: async () => (await readFile(calls, 'utf8')).length,
    };
  }

  const issue = async (commonName: string): Promise<KeyedCertificate> =>
    issueCertificate(await test.clientAuthority(), {
      commonName,
      usages: ['client'],
      validityDays: 1,
    });

  it('has a certificate', async () => {
    const { certificate, key } = await issue('mina');
    await connect({
      'client-certificate-data': Buffer.from(certificate).toString('base64'),
      'client-key-data': Buffer.from(key).toString('base64'),
    });
    expect(await ask()).toEqual({ value: 'mina' });
  });

  it('has a token, which is read again when it is refused', async () => {
    await connect({ token: 'outdated' });
    expect(await ask()).toMatchObject({ error: { status: 401 } });
    await connect({ token });
    expect(await ask()).toEqual({ value: ADMIN });
  });

  it('has a plugin that is asked once for as long as its token is good', async () => {
    const { user, calls } = await plugin({ token });
    await connect(user);
    for (let i = 0; i < 5; i += 1) {
      expect(await ask()).toEqual({ value: ADMIN });
    }
    expect(await calls()).toBe(1);
  });

  it('has a plugin that is asked again when its token is over or refused', async () => {
    const { user, answer, calls } = await plugin({
      token,
      expirationTimestamp: LONG_AGO,
    });
    await connect(user);
    await ask();
    const first = await calls();
    await ask();
    expect(await calls()).toBeGreaterThan(first);

    await answer({ token: 'revoked' });
    expect(await ask()).toMatchObject({ error: { status: 401 } });
    await answer({ token });
    expect(await ask()).toEqual({ value: ADMIN });
  });

  it('has a plugin that answers certificates', async () => {
    const statusOf = ({ certificate, key }: KeyedCertificate) => ({
      clientCertificateData: certificate,
      clientKeyData: key,
    });
    const { user, answer } = await plugin({
      ...statusOf(await issue('joon')),
      expirationTimestamp: LONG_AGO,
    });
    await connect(user);
    expect(await ask()).toEqual({ value: 'joon' });
    await answer(statusOf(await issue('lead')));
    expect(await ask()).toEqual({ value: 'lead' });
  });

  it('has a plugin that fails, is mended, and is not remembered as failed', async () => {
    const { user } = await plugin({ token });
    const { command } = user.exec;
    const works = await readFile(command, 'utf8');
    await writeFile(command, '#!/bin/sh\n');
    await appendFile(command, 'echo "please log in" >&2; exit 1\n');
    await connect(user);
    expect(await ask()).toMatchObject({
      error: {
        status: 0,
        reason: 'NoIdentity',
        message: expect.stringContaining('please log in'),
      },
    });
    await writeFile(command, works);
    expect(await ask()).toEqual({ value: ADMIN });
  });

  it('has nothing to show', async () => {
    await connect({});
    expect(await ask()).toMatchObject({
      error: {
        reason: 'NoIdentity',
        message: expect.stringContaining('has no token, certificate or'),
      },
    });
  });
});
