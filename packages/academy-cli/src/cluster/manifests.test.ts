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
      readTrainingManifests(join(folder, 'site.yaml')),
    ).rejects.toThrow(message);
  });
});
