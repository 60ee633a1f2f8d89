import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { clusterBinaries, PACKAGE_DIR } from '../binaries/binarySet';
import type { BinarySets } from '../binaries/types';
import { findBusybox } from './busybox';
import { clusterImages } from './clusterImages';
import type { ImageSpec } from './types';

/** Lists its commands as the real one does. */
const BUSYBOX = '#!/bin/sh\nprintf "busybox\\ncat\\nsh\\n"\n';

async function readJson(image: ImageSpec, name: string) {
  const files = image.archive().pipe(extract() as never) as never;
  for await (const entry of files as ReturnType<typeof extract>) {
    const body = await buffer(entry as unknown as Readable);
    if (entry.header.name === name) {
      return JSON.parse(body.toString());
    }
  }
  throw new Error(`${image.reference} has no ${name}`);
}

const config = (image: ImageSpec) => readJson(image, 'config.json');

describe('the images of a real node', () => {
  let dir: string;
  let busybox: string;
  let binaries: BinarySets;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'academy-images-'));
    busybox = join(dir, 'busybox');
    writeFileSync(busybox, BUSYBOX, { mode: 0o755 });
    binaries = clusterBinaries('real', { ACADEMY_CACHE_DIR: dir });
    for (const { binDir, tools } of binaries) {
      mkdirSync(binDir, { recursive: true });
      for (const { name } of tools) {
        writeFileSync(join(binDir, name), name);
      }
    }
  });

  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  async function images(): Promise<Map<string, ImageSpec>> {
    const list = await clusterImages(binaries, busybox);
    return new Map(list.map(image => [image.reference, image]));
  }

  it('have the names that content and nested control planes use', async () => {
    const manifests = await Promise.all(
      [...(await images()).values()].map(image =>
        readJson(image, 'manifest.json'),
      ),
    );
    const names = manifests.flatMap(([{ RepoTags }]) => RepoTags);
    expect(names.sort()).toEqual([
      'docker.io/library/busybox:1.37',
      'docker.io/rancher/local-path-provisioner:v0.0.30',
      'registry.k8s.io/coredns/coredns:v1.15.0',
      'registry.k8s.io/e2e-test-images/agnhost:2.53',
      'registry.k8s.io/e2e-test-images/agnhost:2.54',
      'registry.k8s.io/e2e-test-images/agnhost:2.63.0',
      'registry.k8s.io/etcd:3.6.8-0',
      'registry.k8s.io/kube-apiserver:v1.36.3',
      'registry.k8s.io/kube-controller-manager:v1.36.3',
      'registry.k8s.io/kube-scheduler:v1.36.3',
      'registry.k8s.io/kubectl:v1.36.3',
      'registry.k8s.io/kwok/kwok:v0.8.0',
      'registry.k8s.io/metrics-server/metrics-server:v0.9.0',
      'registry.k8s.io/pause:3.10.1',
      'registry.k8s.io/pause:3.10.2',
    ]);
  });

  it('are all that the add-ons run', async () => {
    const manifests = join(PACKAGE_DIR, 'manifests', 'real');
    const used = readdirSync(manifests).flatMap(file =>
      Array.from(
        readFileSync(join(manifests, file), 'utf8').matchAll(/ image: (.*)/g),
        ([, image]) => image,
      ),
    );
    expect(used).toHaveLength(4);
    expect([...(await images()).keys()]).toEqual(expect.arrayContaining(used));
  });

  it('share their lower layers, so that they are stored once', async () => {
    const all = await images();
    const [shell, agnhost, server] = await Promise.all(
      [
        'docker.io/library/busybox:1.37',
        'registry.k8s.io/e2e-test-images/agnhost:2.63.0',
        'registry.k8s.io/kube-apiserver:v1.36.3',
      ].map(async name => (await config(all.get(name)!)).rootfs.diff_ids),
    );
    expect(agnhost.slice(0, 2)).toEqual(shell);
    expect(server[0]).toBe(shell[0]);
  });

  it('run as the published ones do', async () => {
    const all = await images();
    const defaults = async (name: string) =>
      (await config(all.get(name)!)).config;
    await expect(
      defaults('registry.k8s.io/e2e-test-images/agnhost:2.63.0'),
    ).resolves.toMatchObject({ Entrypoint: ['/agnhost'], Cmd: ['pause'] });
    await expect(
      defaults('registry.k8s.io/pause:3.10.2'),
    ).resolves.toMatchObject({ User: '65535:65535', Entrypoint: ['/pause'] });
    const server = await defaults('registry.k8s.io/kube-apiserver:v1.36.3');
    expect(server.Entrypoint ?? server.Cmd).toBeUndefined();
    expect(server.Env).toEqual([expect.stringContaining('/usr/local/bin')]);
  });

  it('change with their own program only', async () => {
    const before = await images();
    const set = binaries.find(({ tools }) => tools[0].name === 'coredns')!;
    const renewed = join(dir, 'bin', 'renewed');
    mkdirSync(renewed);
    writeFileSync(join(renewed, 'coredns'), 'coredns');
    binaries[binaries.indexOf(set)] = { ...set, binDir: renewed };
    const after = await images();
    const changed = [...after.values()].filter(
      ({ reference, digest }) => before.get(reference)!.digest !== digest,
    );
    expect(changed.map(({ reference }) => reference)).toEqual([
      'registry.k8s.io/coredns/coredns:v1.15.0',
    ]);
  });

  it('need a busybox that needs no libraries', () => {
    const dynamic = join(dir, 'dynamic');
    writeFileSync(dynamic, '\x7fELF.../lib64/ld-linux-x86-64.so.2...');
    expect(findBusybox([join(dir, 'none'), dynamic, busybox])).toBe(busybox);
    expect(() => findBusybox([dynamic])).toThrow(
      'apt-get install busybox-static',
    );
  });
});
