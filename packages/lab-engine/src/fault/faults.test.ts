import type { ClusterClient } from '../gateway';
import type { JournalEntry, SandboxRef } from '../runtime/types';
import { TestCluster } from '../testing/testCluster';
import { applySetup } from './applySetup';
import { injectFaults } from './injectFaults';

jest.setTimeout(60_000);

const SETUP = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.k8s.io/e2e-test-images/agnhost:2.53
          env: [{ name: MODE, value: good }]
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: { app: web }
  ports: [{ port: 80 }]
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data: { a: "1", b: "2" }
`;

const WRONG_TAG = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      containers:
        - name: web
          image: registry.k8s.io/e2e-test-images/agnhost:2.5.3
`;

describe('setup and faults', () => {
  let test: TestCluster;
  let client: ClusterClient;
  let sandbox: SandboxRef;
  let journal: JournalEntry[];

  beforeAll(() => {
    test = TestCluster.create();
    client = test.client;
  });

  beforeEach(async () => {
    journal = [];
    sandbox = (await test.newSandbox()).ref;
    await applySetup(client, sandbox, [{ file: 'setup.yaml', content: SETUP }]);
  });

  afterAll(() => test.close());

  const record = async (entry: JournalEntry) => void journal.push(entry);
  const inject = (content: string) =>
    injectFaults(client, sandbox, [{ file: 'fault.yaml', content }], record);
  const read = (apiVersion: string, kind: string, name: string) =>
    client.get({ apiVersion, kind, name, namespace: sandbox.namespace });

  it('changes only what the fault names', async () => {
    await inject(WRONG_TAG);
    const web = await read('apps/v1', 'Deployment', 'web');
    expect(web.spec).toMatchObject({
      replicas: 1,
      template: {
        spec: {
          containers: [
            {
              image: 'registry.k8s.io/e2e-test-images/agnhost:2.5.3',
              env: [{ name: 'MODE', value: 'good' }],
            },
          ],
        },
      },
    });
    expect(journal).toEqual([
      {
        file: 'fault.yaml',
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: 'web',
        before: expect.objectContaining({
          metadata: expect.not.objectContaining({
            managedFields: expect.anything(),
          }),
        }),
      },
    ]);
  });

  it('can be repeated', async () => {
    await inject(WRONG_TAG);
    const { metadata } = await read('apps/v1', 'Deployment', 'web');
    await inject(WRONG_TAG);
    const again = await read('apps/v1', 'Deployment', 'web');
    expect(again.metadata.generation).toBe(metadata.generation);
    await applySetup(client, sandbox, [{ file: 'setup.yaml', content: SETUP }]);
    const reset = await read('apps/v1', 'Deployment', 'web');
    expect(JSON.stringify(reset.spec)).toContain('agnhost:2.53');
  });

  it('patches and deletes where an annotation says so', async () => {
    await inject(`apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  annotations: { kubernetes-academy.io/operation: patch }
data: { a: null }
---
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: { kubernetes-academy.io/operation: delete }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: new }
`);
    const settings = await read('v1', 'ConfigMap', 'settings');
    expect(settings.data).toEqual({ b: '2' });
    expect(settings.metadata).not.toHaveProperty('annotations');
    await expect(read('v1', 'Service', 'web')).rejects.toMatchObject({
      status: 404,
    });
    expect(journal).toMatchObject([
      { name: 'settings', before: { data: { a: '1', b: '2' } } },
      { name: 'web', kind: 'Service', before: { spec: { ports: [{}] } } },
      { name: 'new', before: null },
    ]);
  });

  it('writes nothing that was not recorded', async () => {
    const failing = injectFaults(
      client,
      sandbox,
      [{ file: 'fault.yaml', content: WRONG_TAG }],
      () => Promise.reject(new Error('the database is away')),
    );
    await expect(failing).rejects.toThrow('the database is away');
    const web = await read('apps/v1', 'Deployment', 'web');
    expect(web.metadata.generation).toBe(1);
  });

  it('writes nothing into a namespace of another uid', async () => {
    const recreated = { ...sandbox, uid: 'another' };
    const files = [{ file: 'fault.yaml', content: WRONG_TAG }];
    const gone = { code: 'gone' };
    await expect(
      injectFaults(client, recreated, files, record),
    ).rejects.toMatchObject(gone);
    await expect(applySetup(client, recreated, files)).rejects.toMatchObject(
      gone,
    );
    expect(journal).toEqual([]);
  });

  it('refuses a misspelt field in the words of the API server', async () => {
    const misspelt = `${SETUP}---\n${WRONG_TAG.replace('image:', 'imagee:')}`;
    await expect(
      applySetup(client, sandbox, [{ file: 'setup.yaml', content: misspelt }]),
    ).rejects.toMatchObject({
      code: 'invalid-manifest',
      message: expect.stringMatching(/setup\.yaml:\d+.*imagee/),
    });
  });

  const named = (extra: string) => `metadata:\n  name: x\n${extra}`;
  it.each([
    [
      'a cluster-scoped object',
      `apiVersion: v1\nkind: Namespace\n${named('')}`,
      'does not live in a namespace',
    ],
    [
      'a cluster-scoped object that names a namespace',
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\n${named(
        '  namespace: default\n',
      )}`,
      'does not live in a namespace',
    ],
    [
      'another namespace',
      `apiVersion: v1\nkind: ConfigMap\n${named('  namespace: default\n')}`,
      'must not name a namespace',
    ],
    [
      'an unknown kind',
      `apiVersion: apps/v1\nkind: Deploymnt\n${named('')}`,
      'no matches for kind',
    ],
    [
      'an unknown operation',
      `apiVersion: v1\nkind: ConfigMap\n${named(
        '  annotations: { kubernetes-academy.io/operation: explode }\n',
      )}`,
      'is one of apply, patch, delete',
    ],
    [
      'a guard',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: academy-dns }\nspec: { podSelector: {} }\n',
      'must not touch the guards',
    ],
    ['no YAML', 'a: [', 'not valid YAML'],
    [
      'a traversing name',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: ".." }\n',
      'cannot be a name',
    ],
  ])('refuses %s with file and line', async (_, content, words) => {
    await expect(inject(`# fault\n${content}`)).rejects.toMatchObject({
      code: 'invalid-manifest',
      text: {
        en: expect.stringMatching(
          new RegExp(`fault.yaml:\\d.*${words.replace(/[".]/g, '.')}`),
        ),
        ko: expect.stringContaining('fault.yaml:'),
      },
    });
    expect(journal).toEqual([]);
  });
});
