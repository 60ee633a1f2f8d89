import { randomBytes } from 'node:crypto';
import { ClusterError } from '../gateway';
import { TestCluster } from '../testing/testCluster';
import { openClusterObjects } from './openClusterObjects';
import type { ClusterObjects } from './types';

jest.setTimeout(60_000);

const NAME = `objects-test-${randomBytes(4).toString('hex')}`;
const CONFIG = { apiVersion: 'v1', kind: 'ConfigMap' };
const META = { name: NAME, namespace: 'default' };
const BY_TEST = { fieldManager: 'objects-test' };

describe('openClusterObjects', () => {
  let test: TestCluster;
  let objects: ClusterObjects;

  beforeAll(async () => {
    test = TestCluster.create();
    objects = openClusterObjects({
      ...test.options,
      identity: { token: await test.adminToken() },
    });
  });

  afterAll(async () => {
    await objects.delete({ ...CONFIG, ...META }, {});
    await objects.close();
    await test.close();
  });

  it('finds nothing where there is nothing, whatever is missing', async () => {
    expect(await objects.get({ ...CONFIG, ...META })).toBeUndefined();
    expect(
      await objects.get({ ...CONFIG, name: 'a', namespace: 'nowhere' }),
    ).toBeUndefined();
    const unknown = { apiVersion: 'academy.test/v1', kind: 'Warp' };
    expect(await objects.get({ ...unknown, name: 'a' })).toBeUndefined();
    expect(await objects.list(unknown)).toEqual([]);
  });

  it('replaces what others have added, which an apply leaves', async () => {
    const wanted = { ...CONFIG, metadata: META, data: { a: '1' } };
    await objects.apply(wanted, BY_TEST);
    await objects.apply(
      { ...wanted, data: { b: '2' } },
      { fieldManager: 'somebody-else' },
    );
    await objects.apply(wanted, BY_TEST);
    const both = await objects.get({ ...CONFIG, ...META });
    const { resourceVersion } = both!.metadata;
    await objects.replace(
      { ...wanted, metadata: { ...META, resourceVersion } },
      BY_TEST,
    );
    const one = await objects.get({ ...CONFIG, ...META });

    expect(both?.data).toEqual({ a: '1', b: '2' });
    expect(one?.data).toEqual({ a: '1' });
  });

  it('refuses unknown fields', async () => {
    await expect(
      objects.apply({ ...CONFIG, metadata: META, dada: {} }, BY_TEST),
    ).rejects.toThrow('dada');
  });

  it('deletes no other object of the same name', async () => {
    const uid = '00000000-0000-0000-0000-000000000000';

    await expect(
      objects.delete({ ...CONFIG, ...META }, { uid }),
    ).rejects.toMatchObject({ status: 409 });
    expect(await objects.get({ ...CONFIG, ...META })).toBeDefined();
  });

  it('issues tokens with which the account is somebody', async () => {
    const { token, expiresAt } = await objects.issueToken({
      namespace: 'default',
      serviceAccount: 'default',
      ttlSeconds: 600,
    });
    const account = openClusterObjects({
      ...test.options,
      identity: { token },
    });
    const refused = await account
      .list({ apiVersion: 'v1', kind: 'Secret' })
      .catch(error => error);
    await account.close();

    expect(expiresAt).toBeInstanceOf(Date);
    expect(refused).toBeInstanceOf(ClusterError);
    expect(refused).toMatchObject({
      status: 403,
      message: expect.stringContaining('system:serviceaccount:default:default'),
    });
  });

  it('knows the version and whether it is new enough', async () => {
    expect(await objects.version()).toEqual({
      version: expect.stringMatching(/^v1\.\d+\./),
      supported: true,
      minimum: '1.30',
    });
  });
});
