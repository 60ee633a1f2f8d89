import { randomBytes } from 'node:crypto';
import type { ClusterClient } from '../../gateway';
import { eventually } from '../../testing/eventually';
import { TestCluster } from '../../testing/testCluster';
import type { ProvisionInput } from '../../runtime/types';
import { isPrepared, PREPARED_ANNOTATION } from '../names';
import { isTerminating, namespaceRef } from '../ownedNamespace';
import type { ProvisionedSandbox } from '../types';
import { listNamespaces, listSandboxes } from './listSandboxes';
import { PolicySupplier } from './PolicySupplier';
import { removeSandbox } from './removeSandbox';

jest.setTimeout(120_000);

describe('prepared sandboxes', () => {
  /** Only this suite's: others count their own. */
  const instance = `prepared-${randomBytes(4).toString('hex')}`;
  const suppliers: PolicySupplier[] = [];
  const given: ProvisionedSandbox[] = [];
  let test: TestCluster;
  let client: ClusterClient;

  beforeAll(() => {
    test = TestCluster.create();
    client = test.client;
  });

  afterEach(async () => {
    await Promise.all(suppliers.splice(0).map(supplier => supplier.close()));
    await Promise.all(
      given.splice(0).map(({ ref }) => removeSandbox(client, ref)),
    );
    await clear();
  });

  afterAll(() => test.close());

  function replica(prepared: number): PolicySupplier {
    const supplier = PolicySupplier.create({ client, prepared, instance });
    suppliers.push(supplier);
    return supplier;
  }

  function input(): ProvisionInput {
    const made = test.input();
    return { ...made, owner: { ...made.owner, instance } };
  }

  async function provision(
    supplier: PolicySupplier,
    wanted = input(),
  ): Promise<ProvisionedSandbox> {
    const sandbox = await supplier.provision(wanted);
    given.push(sandbox);
    return sandbox;
  }

  /** Names of those that are complete. */
  async function ready(): Promise<string[]> {
    const namespaces = await listNamespaces(client, instance);
    return namespaces
      .filter(each => isPrepared(each) && !isTerminating(each))
      .filter(({ metadata }) =>
        Boolean(
          (metadata.annotations as Record<string, string>)[PREPARED_ANNOTATION],
        ),
      )
      .map(({ metadata }) => metadata.name);
  }

  const until = (count: number) =>
    eventually(async () => {
      const names = await ready();
      expect(names).toHaveLength(count);
      return names;
    });

  async function clear(): Promise<void> {
    const supplier = PolicySupplier.create({ client, prepared: 0, instance });
    supplier.tend();
    await eventually(async () => {
      const namespaces = await listNamespaces(client, instance);
      expect(namespaces.filter(each => !isTerminating(each))).toEqual([]);
    });
    await supplier.close();
  }

  it('are made ahead, taken, and made up for', async () => {
    const supplier = replica(2);
    supplier.tend();
    const names = await until(2);
    await expect(listSandboxes(client, instance)).resolves.toEqual([]);

    const wanted = input();
    const { ref, identities } = await provision(supplier, wanted);
    expect(names).toContain(ref.namespace);
    const { metadata } = await client.get(namespaceRef(ref.namespace));
    expect(metadata).toMatchObject({
      uid: ref.uid,
      labels: { 'kubernetes-academy.io/attempt': wanted.owner.attemptId },
      annotations: {
        'kubernetes-academy.io/expires-at': wanted.expiresAt.toISOString(),
      },
    });
    const pods = {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: ref.namespace,
    };
    await expect(identities.learner.list(pods)).resolves.toEqual([]);
    await expect(identities.checker.list(pods)).resolves.toEqual([]);
    await expect(listSandboxes(client, instance)).resolves.toMatchObject([
      { uid: ref.uid, attemptId: wanted.owner.attemptId },
    ]);
    const after = await until(2);
    expect(after).not.toContain(ref.namespace);
  });

  it('are given to one attempt each, whichever replicas take them', async () => {
    const replicas = [replica(3), replica(3)];
    replicas[0].tend();
    await until(3);
    await replicas[0].close();
    const sandboxes = await Promise.all(
      Array.from({ length: 4 }, (_, index) => provision(replicas[index % 2])),
    );
    const uids = new Set(sandboxes.map(({ ref }) => ref.uid));
    expect(uids.size).toBe(4);
  });

  it('are found again by the attempt that took one', async () => {
    replica(1).tend();
    await until(1);
    const wanted = input();
    const first = await provision(replica(1), wanted);
    const again = await replica(1).provision(wanted);
    expect(again.ref).toEqual(first.ref);
  });

  it('are of the usual profile only', async () => {
    const supplier = replica(1);
    supplier.tend();
    const [name] = await until(1);
    const wanted = { ...input(), profile: 'no-defaults' as const };
    const { ref } = await provision(supplier, wanted);
    expect(ref.namespace).toBe(wanted.namespace);
    expect(await ready()).toEqual([name]);
  });

  it('are not taken when they are of another version', async () => {
    const supplier = replica(1);
    supplier.tend();
    const [name] = await until(1);
    await client.patch(namespaceRef(name), {
      metadata: { annotations: { [PREPARED_ANNOTATION]: 'older' } },
    });
    const wanted = input();
    const { ref } = await provision(supplier, wanted);
    expect(ref.namespace).toBe(wanted.namespace);
    supplier.tend();
    await eventually(async () => {
      const names = await ready();
      expect(names).toHaveLength(1);
      expect(names).not.toContain(name);
    });
  });

  it('stay when the portal restarts, and go when none are wanted', async () => {
    const first = replica(2);
    first.tend();
    const names = await until(2);
    await first.close();
    const second = replica(2);
    second.tend();
    await second.close();
    expect((await ready()).sort()).toEqual(names.sort());

    replica(0).tend();
    await until(0);
  });

  it('are no more than wanted in the end, however many replicas make them', async () => {
    const replicas = [replica(2), replica(2), replica(2)];
    replicas.forEach(each => each.tend());
    await eventually(async () => {
      replicas[0].tend();
      expect(await ready()).toHaveLength(2);
    });
  });
});
