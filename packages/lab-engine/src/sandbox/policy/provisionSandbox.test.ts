import type { ClusterClient } from '../../gateway';
import { eventually } from '../../testing/eventually';
import { provisionAsAdmin } from '../../testing/provisionAsAdmin';
import { TestCluster } from '../../testing/testCluster';
import { namespaceRef, ownedNamespace } from '../ownedNamespace';
import { provisionSandbox } from './provisionSandbox';
import { sandboxObjects } from '../sandboxObjects';

jest.setTimeout(60_000);

describe('provisionSandbox', () => {
  let test: TestCluster;
  let admin: ClusterClient;

  beforeAll(async () => {
    test = TestCluster.create();
    admin = await test.admin();
  });

  afterAll(() => test.close());

  async function namesOf(apiVersion: string, kind: string, namespace: string) {
    const list = await admin.list({ apiVersion, kind, namespace });
    return list.map(({ metadata }) => metadata.name).sort();
  }

  it('makes a namespace with its guards that the learner can use', async () => {
    const input = test.input('attempt-1');
    const { ref, identities } = await test.newSandbox(input);
    const { namespace } = ref;
    const found = await admin.get({
      apiVersion: 'v1',
      kind: 'Namespace',
      name: namespace,
    });
    expect(found.metadata).toMatchObject({
      uid: ref.uid,
      labels: {
        'kubernetes-academy.io/managed-by': 'backstage-academy',
        'kubernetes-academy.io/instance': 'lab-engine-test',
        'kubernetes-academy.io/attempt': 'attempt-1',
        'pod-security.kubernetes.io/enforce': 'baseline',
        'pod-security.kubernetes.io/enforce-version': 'v1.36',
      },
      annotations: {
        'kubernetes-academy.io/expires-at': input.expiresAt.toISOString(),
        'kubernetes-academy.io/profile': 'standard',
      },
    });
    const networking = 'networking.k8s.io/v1';
    const rbac = 'rbac.authorization.k8s.io/v1';
    expect(await namesOf('v1', 'ServiceAccount', namespace)).toEqual([
      'academy-checker',
      'default',
      'learner',
    ]);
    expect(await namesOf(rbac, 'RoleBinding', namespace)).toEqual([
      'academy-backend',
      'academy-checker',
      'academy-learner',
    ]);
    expect(await namesOf(networking, 'NetworkPolicy', namespace)).toEqual([
      'academy-default-deny',
      'academy-dns',
      'academy-same-namespace',
    ]);
    expect(await namesOf('v1', 'ResourceQuota', namespace)).toEqual([
      'academy-compute',
      'academy-objects',
    ]);
    expect(await namesOf('v1', 'LimitRange', namespace)).toEqual([
      'academy-limits',
    ]);
    expect(await namesOf('v1', 'Secret', namespace)).toEqual(['kubeconfig-1']);
    await expect(
      identities.learner.list({ apiVersion: 'v1', kind: 'Pod', namespace }),
    ).resolves.toEqual([]);
    await expect(
      identities.checker.list({ apiVersion: 'v1', kind: 'Pod', namespace }),
    ).resolves.toEqual([]);
  });

  it('has its quotas in force, so that nobody opens a node port', async () => {
    const { ref } = await test.newSandbox();
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      namespace: ref.namespace,
      name: 'academy-objects',
    };
    await eventually(async () => {
      const { status } = await admin.get(quota);
      expect(status).toMatchObject({
        hard: { 'services.nodeports': '0', 'count/serviceaccounts': '10' },
      });
    });
  });

  it('gives the same sandbox when it is asked for again', async () => {
    const input = test.input();
    const first = await test.newSandbox(input);
    const again = await provisionSandbox(test.client, input);
    expect(again.ref).toEqual(first.ref);
  });

  it('completes a sandbox whose provisioning was cut off', async () => {
    const input = test.input();
    const { namespace, ownBinding } = sandboxObjects(input);
    await test.client.apply(namespace);
    await test.client.apply(ownBinding, { namespace: input.namespace });
    const { ref } = await test.newSandbox(input);
    expect(await namesOf('v1', 'LimitRange', ref.namespace)).toHaveLength(1);
  });

  /** A backend that dies after so many objects. */
  function dyingAfter(limit: number, abort: AbortController): ClusterClient {
    const { client } = test;
    let sent = 0;
    const apply: ClusterClient['apply'] = (...args) => {
      sent += 1;
      if (sent > limit) abort.abort(new Error('killed'));
      abort.signal.throwIfAborted();
      return client.apply(...args);
    };
    return {
      apply,
      create: client.create.bind(client),
      path: client.path.bind(client),
      request: client.request.bind(client),
      withToken: client.withToken.bind(client),
    } as never;
  }

  it('completes it after any number of requests', async () => {
    const input = test.input();
    for (const limit of [1, 2, 4, 8, 12]) {
      const abort = new AbortController();
      const dying = dyingAfter(limit, abort);
      await expect(
        provisionSandbox(dying, input, abort.signal),
      ).rejects.toThrow('killed');
    }
    const { ref, identities } = await test.newSandbox(input);
    await expect(
      identities.learner.get({
        apiVersion: 'v1',
        kind: 'Namespace',
        name: ref.namespace,
      }),
    ).resolves.toBeDefined();
  });

  it('makes what an administrator would make, no more and no less', async () => {
    const [own, theirs] = [test.input(), test.input()];
    await Promise.all([test.newSandbox(own), provisionAsAdmin(admin, theirs)]);
    const kinds = [
      ['v1', 'ServiceAccount'],
      ['v1', 'Secret'],
      ['v1', 'ResourceQuota'],
      ['v1', 'LimitRange'],
      ['networking.k8s.io/v1', 'NetworkPolicy'],
      ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
    ];
    for (const [apiVersion, kind] of kinds) {
      expect(await namesOf(apiVersion, kind, theirs.namespace)).toEqual(
        await namesOf(apiVersion, kind, own.namespace),
      );
    }
    await admin.delete(namespaceRef(theirs.namespace));
  });

  it('does not take over the sandbox of another attempt', async () => {
    const input = test.input('mine');
    await test.newSandbox(input);
    const stranger = {
      ...input,
      owner: { ...input.owner, attemptId: 'other' },
    };
    await expect(provisionSandbox(test.client, stranger)).rejects.toMatchObject(
      {
        code: 'conflict',
        text: { ko: expect.stringContaining(input.namespace) },
      },
    );
  });

  it('does not take over a namespace that is being deleted', async () => {
    const input = test.input();
    const { ref } = await test.newSandbox(input);
    await test.client.delete({
      apiVersion: 'v1',
      kind: 'Namespace',
      name: ref.namespace,
    });
    await expect(provisionSandbox(test.client, input)).rejects.toMatchObject({
      code: 'gone',
    });
  });

  it('stops when the guards do not refuse what they must refuse', async () => {
    // As an administrator, who is exempt from them.
    const input = test.input();
    await expect(provisionSandbox(admin, input)).rejects.toMatchObject({
      code: 'fence-missing',
      text: { en: expect.stringContaining('academy-guard-services') },
    });
    await admin.delete({
      apiVersion: 'v1',
      kind: 'Namespace',
      name: input.namespace,
    });
  });

  it('knows a namespace by its uid', async () => {
    const { ref } = await test.newSandbox();
    await expect(ownedNamespace(test.client, ref)).resolves.toBeDefined();
    const recreated = { ...ref, uid: '00000000-0000-0000-0000-000000000000' };
    await expect(ownedNamespace(test.client, recreated)).rejects.toMatchObject({
      code: 'gone',
    });
    const foreign = await test.client.get({
      apiVersion: 'v1',
      kind: 'Namespace',
      name: 'default',
    });
    await expect(
      ownedNamespace(test.client, {
        ...ref,
        namespace: 'default',
        uid: foreign.metadata.uid as string,
      }),
    ).rejects.toMatchObject({ code: 'conflict' });
  });
});
