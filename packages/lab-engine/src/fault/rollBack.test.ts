import type { ClusterClient } from '../gateway';
import type { JournalEntry, SandboxRef } from '../runtime/types';
import { TestCluster } from '../testing/testCluster';
import { applySetup } from './applySetup';
import { injectFaults } from './injectFaults';
import { readObjects } from './readObjects';
import { rollBack } from './rollBack';

jest.setTimeout(60_000);

const SETUP = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations: { owner: shop }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.k8s.io/e2e-test-images/agnhost:2.53
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ port: 80 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { a: "1", b: "2" }
---
apiVersion: batch/v1
kind: Job
metadata: { name: import }
spec:
  suspend: true
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: import, image: "registry.k8s.io/e2e-test-images/busybox:1.36.1-1" }]
`;

const FAULT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { wrong: "yes" } }
spec:
  template:
    spec:
      containers:
        - { name: web, image: "registry.k8s.io/e2e-test-images/agnhost:2.5.3" }
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  annotations: { kubernetes-academy.io/operation: patch }
data: { a: null, c: "3" }
---
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: { kubernetes-academy.io/operation: delete }
---
apiVersion: batch/v1
kind: Job
metadata:
  name: import
  annotations: { kubernetes-academy.io/operation: delete }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: decoy }
data: { made: by-the-fault }
`;

const OBJECTS = [
  { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
  { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' },
  { apiVersion: 'v1', kind: 'Service', name: 'web' },
  { apiVersion: 'batch/v1', kind: 'Job', name: 'import' },
  { apiVersion: 'v1', kind: 'ConfigMap', name: 'decoy' },
];

describe('rollBack', () => {
  let test: TestCluster;
  let client: ClusterClient;
  let sandbox: SandboxRef;
  let journal: JournalEntry[];
  let healthy: (object | null)[];

  beforeAll(() => {
    test = TestCluster.create();
    client = test.client;
  });

  beforeEach(async () => {
    journal = [];
    sandbox = (await test.newSandbox()).ref;
    await applySetup(client, sandbox, [{ file: 'setup.yaml', content: SETUP }]);
    healthy = await readObjects(client, sandbox, OBJECTS);
  });

  afterAll(() => test.close());

  const record = async (entry: JournalEntry) => void journal.push(entry);
  const inject = (content = FAULT, recorded = record) =>
    injectFaults(client, sandbox, [{ file: 'fault.yaml', content }], recorded);
  const now = () => readObjects(client, sandbox, OBJECTS);
  const ref = (index: number) => ({
    ...OBJECTS[index],
    namespace: sandbox.namespace,
  });
  const versions = async () => {
    const found = await Promise.all(
      OBJECTS.slice(0, 4).map((_, index) => client.get(ref(index))),
    );
    // Controllers write the status of the Deployment meanwhile.
    return found.map(({ kind, metadata }) =>
      kind === 'Deployment'
        ? [metadata.uid, metadata.generation]
        : [metadata.uid, metadata.resourceVersion],
    );
  };

  it('puts back what was changed and deleted, and removes what was made', async () => {
    await inject();
    expect(await now()).not.toEqual(healthy);

    await rollBack(client, sandbox, journal);
    expect(await now()).toEqual(healthy);
    expect(healthy[4]).toBeNull();
  });

  it('keeps objects that can be changed in place', async () => {
    const before = await client.get(ref(0));
    await inject();
    await rollBack(client, sandbox, journal);
    const after = await client.get(ref(0));
    expect(after.metadata.uid).toBe(before.metadata.uid);
  });

  it('writes nothing when it is repeated', async () => {
    await inject();
    await rollBack(client, sandbox, journal);
    const first = await versions();
    await rollBack(client, sandbox, journal);
    expect(await versions()).toEqual(first);
  });

  it.each([0, 1, 2, 3, 4])(
    'undoes a fault that was interrupted before write %i',
    async count => {
      const interrupted = inject(FAULT, async entry => {
        await record(entry);
        if (journal.length > count) throw new Error('interrupted');
      });
      await expect(interrupted).rejects.toThrow('interrupted');
      await rollBack(client, sandbox, journal);
      expect(await now()).toEqual(healthy);
    },
  );

  it('continues where it was interrupted', async () => {
    await inject();
    await rollBack(client, sandbox, journal.slice(3));
    await rollBack(client, sandbox, journal);
    expect(await now()).toEqual(healthy);
  });

  it('makes an object anew that somebody deleted meanwhile', async () => {
    await inject();
    await client.delete(ref(0));
    await client.delete(ref(1));
    await rollBack(client, sandbox, journal);
    expect(await now()).toEqual(healthy);
  });

  it('leaves an object alone that somebody made in place of the one of the fault', async () => {
    await inject();
    await client.delete(ref(4));
    await client.create(
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'decoy' },
        data: { made: 'by-the-learner' },
      },
      { namespace: sandbox.namespace },
    );
    await rollBack(client, sandbox, journal);
    expect(await now()).toMatchObject([
      ...healthy.slice(0, 4),
      { data: { made: 'by-the-learner' } },
    ]);
  });

  it('replaces an object that cannot be changed in place', async () => {
    await inject();
    await client.delete(ref(0));
    const { spec } = healthy[0] as { spec: Record<string, unknown> };
    await client.create(
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: {
          ...spec,
          selector: { matchLabels: { app: 'other' } },
          template: {
            ...(spec.template as object),
            metadata: { labels: { app: 'other' } },
          },
        },
      },
      { namespace: sandbox.namespace },
    );
    await rollBack(client, sandbox, journal);
    expect(await now()).toEqual(healthy);
  });

  it('gives a Service back its address, which a fault had taken', async () => {
    await inject(`apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: { kubernetes-academy.io/operation: delete }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80 }] }
`);
    await rollBack(client, sandbox, journal);
    expect(await now()).toEqual(healthy);
  });

  it('writes nothing into a namespace of another uid', async () => {
    await inject();
    const broken = await now();
    const recreated = { ...sandbox, uid: 'another' };
    await expect(rollBack(client, recreated, journal)).rejects.toMatchObject({
      code: 'gone',
    });
    await expect(readObjects(client, recreated, OBJECTS)).rejects.toMatchObject(
      { code: 'gone' },
    );
    expect(await now()).toEqual(broken);
  });

  it('reads nothing but what somebody could have written', async () => {
    const [web, , service, job] = healthy as Record<string, any>[];
    expect(web).not.toHaveProperty('status');
    expect(web.metadata).toEqual({
      name: 'web',
      namespace: sandbox.namespace,
      annotations: { owner: 'shop' },
    });
    expect(service.spec).not.toHaveProperty('clusterIP');
    expect(job.spec).not.toHaveProperty('selector');
  });
});

describe('applySetup', () => {
  it('says which objects it made, the same ones when it is repeated', async () => {
    const test = TestCluster.create();
    const sandbox = (await test.newSandbox()).ref;
    const files = [{ file: 'setup.yaml', content: SETUP }];
    const made = await applySetup(test.client, sandbox, files);
    const again = await applySetup(test.client, sandbox, files);
    const web = await test.client.get({
      ...OBJECTS[0],
      namespace: sandbox.namespace,
    });

    expect(made.map(({ kind, name }) => `${kind}/${name}`)).toEqual([
      'Deployment/web',
      'Service/web',
      'ConfigMap/settings',
      'Job/import',
    ]);
    expect(made[0].uid).toBe(web.metadata.uid);
    expect(again).toEqual(made);
    await test.close();
  });
});
