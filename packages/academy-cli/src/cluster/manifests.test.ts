import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKustomization, readTrainingManifests } from './manifests';

describe('the manifests of a training cluster', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'manifests-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const write = (name: string, text: string) =>
    writeFile(join(folder, name), text);

  it('begin with the identity and keep the account that only reads apart', async () => {
    const { required, optional } = await readTrainingManifests();

    expect(required.slice(0, 2).map(({ kind }) => kind)).toEqual([
      'Namespace',
      'ServiceAccount',
    ]);
    expect(required.length).toBeGreaterThan(25);
    expect(optional.map(({ metadata }) => metadata.name)).toEqual([
      'backstage-kubernetes',
      'backstage-kubernetes-view',
    ]);
  });

  it('with a pool are namespaces and rights in them, and none beyond', async () => {
    const { required, config } = await readTrainingManifests({ pool: 2 });
    const names = required.map(({ kind, metadata }) =>
      [kind, metadata.namespace, metadata.name].filter(Boolean).join('/'),
    );

    expect(names).toContain('Namespace/acad-pool-01');
    expect(names).toContain('RoleBinding/acad-pool-02/academy-backend');
    expect(names).toContain('NetworkPolicy/acad-pool-02/academy-default-deny');
    expect(names).toContain('ValidatingAdmissionPolicy/academy-guard-pods');
    expect(names.filter(name => name.startsWith('ClusterRoleB'))).toEqual([]);
    expect(names.filter(name => name.includes('provisioner'))).toEqual([]);
    expect(config.sandboxes).toEqual({
      mode: 'pool',
      namespaces: ['acad-pool-01', 'acad-pool-02'],
    });
  });

  it('with one watch for all sandboxes add what that takes', async () => {
    const usual = await readTrainingManifests();
    const { required, optional } = await readTrainingManifests({
      watchScope: 'cluster',
    });
    const added = required.slice(usual.required.length);

    expect(added.map(({ metadata }) => metadata.name)).toEqual([
      'academy-watcher',
      'academy-watcher',
    ]);
    expect(optional.map(({ kind }) => kind)).toContain(
      'MutatingAdmissionPolicy',
    );
  });

  it('come in the order of the kustomization', async () => {
    await write('kustomization.yaml', 'resources: [b.yaml, a.yaml]');
    await write('a.yaml', 'a: 1\n');
    await write('b.yaml', 'b: 1\n');

    expect(await readKustomization(folder)).toBe('b: 1\n---\na: 1\n');
  });

  it('are refused where a kustomization does more than list them', async () => {
    await write('kustomization.yaml', 'resources: []\nnamePrefix: x-\n');

    await expect(readKustomization(folder)).rejects.toThrow(
      /kustomization.yaml has namePrefix; .*--manifests/,
    );
  });

  it.each([
    ['not YAML', 'a: [', /not YAML/],
    [
      'no object',
      'kind: Role\n---\na: 1\n',
      /Document 1 .* no Kubernetes object/,
    ],
  ])('of a site are refused when they are %s', async (_, text, message) => {
    await write('site.yaml', text);

    await expect(
      readTrainingManifests({ file: join(folder, 'site.yaml') }),
    ).rejects.toThrow(message);
  });
});
