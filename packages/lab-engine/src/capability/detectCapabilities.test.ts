import { createGateway, fixedToken, type ClusterGateway } from '../gateway';
import { ApiFront } from '../testing/ApiFront';
import { customKind } from '../testing/customKind';
import { eventually } from '../testing/eventually';
import { TestCluster } from '../testing/testCluster';
import { correctCapabilities, detectCapabilities } from './detectCapabilities';

jest.setTimeout(60_000);

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

const storageClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: {
    name: 'academy-detection-test',
    annotations: { [DEFAULT_CLASS]: 'false' },
  },
  provisioner: 'academy.test/none',
};

const ingressClass = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name: 'academy-detection-test' },
  spec: { controller: 'academy.test/none' },
};

const applications = customKind({
  group: 'argoproj.io',
  kind: 'Application',
  plural: 'applications',
});

describe('detectCapabilities', () => {
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

  afterEach(() => front.answers.clear());

  afterAll(async () => {
    await gateway.close();
    await front.down();
    await test.close();
  });

  const capabilities = async () =>
    (await detectCapabilities(test.client)).capabilities;

  /** Through a front that answers some paths itself. */
  const detectBehind = (known?: string[]) =>
    detectCapabilities(gateway.clusters()[0].client, known);

  it('finds simulated nodes where KWOK plays them, with the rights of the portal', async () => {
    const { capabilities: found, unread } = await detectCapabilities(
      test.client,
    );
    expect(found).toContain('simulated-nodes');
    expect(found).not.toContain('real-nodes');
    expect(found).not.toContain('nested-control-plane');
    expect(unread).toEqual([]);
  });

  it('finds storage and ingress as their classes come and go', async () => {
    const admin = await test.admin();
    await admin.apply(storageClass);
    expect(await capabilities()).not.toContain('storageclass');

    const annotations = { [DEFAULT_CLASS]: 'true' };
    await admin.patch(
      { ...storageClass, name: storageClass.metadata.name },
      { metadata: { annotations } },
    );
    await admin.apply(ingressClass);
    expect(await capabilities()).toEqual(
      expect.arrayContaining(['storageclass', 'ingress-controller']),
    );

    for (const { apiVersion, kind, metadata } of [storageClass, ingressClass]) {
      await admin.delete({ apiVersion, kind, name: metadata.name });
    }
    const left = await capabilities();
    expect(left).not.toContain('storageclass');
    expect(left).not.toContain('ingress-controller');
  });

  it('finds an operator as soon as its kinds are served', async () => {
    const admin = await test.admin();
    await admin.apply(applications);
    await eventually(async () =>
      expect(await capabilities()).toContain('argocd'),
    );
    const { apiVersion, kind, metadata } = applications;
    await admin.delete({ apiVersion, kind, name: metadata.name });
    await eventually(async () =>
      expect(await capabilities()).not.toContain('argocd'),
    );
  });

  it('takes what may not be read as not there, and says so', async () => {
    const { stdout } = await test.kubectl([
      ...['create', 'token', 'default', '--namespace', 'default'],
    ]);
    const stranger = test.client.withToken(fixedToken(stdout.trim()));
    const { capabilities: found, unread } = await detectCapabilities(stranger, [
      'simulated-nodes',
    ]);
    expect(found).not.toContain('simulated-nodes');
    expect(unread).toContainEqual({
      path: '/api/v1/nodes',
      capabilities: ['real-nodes', 'simulated-nodes', 'nested-control-plane'],
      error: expect.objectContaining({ status: 403 }),
    });
  });

  it('sees metrics only where somebody serves them', async () => {
    const path = '/apis/metrics.k8s.io/v1beta1';
    front.answers.set(path, { body: { kind: 'APIResourceList' } });
    expect((await detectBehind()).capabilities).toContain('metrics-server');
    front.answers.set(path, { status: 503, body: 'service unavailable' });
    const { capabilities: found } = await detectBehind(['metrics-server']);
    expect(found).not.toContain('metrics-server');
    // What a proxy makes of such an answer is not one of the cluster's.
    front.answers.set(path, { body: 'service unavailable' });
    await expect(detectBehind()).resolves.toMatchObject({
      capabilities: expect.not.arrayContaining(['metrics-server']),
    });
  });

  it('keeps what it knew of a source that is broken this time', async () => {
    const path = '/apis/networking.k8s.io/v1/ingressclasses';
    const body = { kind: 'Status', message: 'conversion failed' };
    front.answers.set(path, { status: 500, body });
    const known = ['ingress-controller', 'storageclass'];
    const { capabilities: found, unread } = await detectBehind(known);
    expect(found).toContain('ingress-controller');
    expect(found).not.toContain('storageclass');
    expect(unread).toMatchObject([{ path }]);
  });

  it('knows nothing of a cluster that does not answer', async () => {
    await front.down();
    await expect(detectBehind(['real-nodes'])).rejects.toMatchObject({
      status: 0,
    });
    await front.up();
  });
});

describe('correctCapabilities', () => {
  it('adds what is true and takes away what is false', () => {
    expect(
      correctCapabilities(['real-nodes', 'storageclass', 'kubernetes-1.36'], {
        storageclass: false,
        'networkpolicy-cni': true,
        'real-nodes': true,
        istio: false,
      }),
    ).toEqual(['real-nodes', 'kubernetes-1.36', 'networkpolicy-cni']);
  });
});
