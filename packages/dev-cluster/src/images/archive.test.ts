import { createHash } from 'node:crypto';
import {
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { extract, type Header } from 'tar-stream';
import { createImage, type ImageDefinition } from './archive';
import type { Layer } from './layer';

const PROGRAM = '#!/bin/sh\necho program\n';

interface Unpacked {
  header: Header;
  body: Buffer;
}

async function unpack(tar: Readable): Promise<Map<string, Unpacked>> {
  const files = new Map<string, Unpacked>();
  for await (const entry of tar.pipe(extract() as never) as ReturnType<
    typeof extract
  >) {
    const body = await buffer(entry as unknown as Readable);
    files.set(entry.header.name, { header: entry.header, body });
  }
  return files;
}

function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap(name => {
    try {
      return [readlinkSync(join('/proc/self/fd', name))];
    } catch {
      // The one that listed them.
      return [];
    }
  });
}

function json(files: Map<string, Unpacked>, name: string) {
  return JSON.parse(files.get(name)!.body.toString());
}

describe('an assembled image', () => {
  let dir: string;
  let program: string;
  let layers: Layer[];

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'academy-image-'));
    program = join(dir, 'program');
    writeFileSync(program, PROGRAM);
    layers = [
      [
        { path: 'tmp', directory: true, mode: 0o1777 },
        { path: 'etc/passwd', text: 'root:x:0:0::/:/bin/sh\n' },
      ],
      [
        {
          path: 'bin/program',
          source: program,
          identity: 'one',
          capabilities: '\u0001\u0000\u0000\u0002',
        },
        { path: 'bin/alias', link: 'program' },
      ],
    ];
  });

  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  function image(changes: Partial<ImageDefinition> = {}) {
    return createImage({
      reference: 'example.test/program:1',
      layers,
      user: '65532:65532',
      entrypoint: ['/bin/program'],
      ...changes,
    });
  }

  it('names layers whose digests are those of its configuration', async () => {
    const { archive, reference, sizeBytes } = await image();
    const files = await unpack(archive());
    const [manifest] = json(files, 'manifest.json');
    expect(manifest).toEqual({
      Config: 'config.json',
      RepoTags: [reference],
      Layers: ['layer-0.tar', 'layer-1.tar'],
    });
    const bodies: Buffer[] = manifest.Layers.map(
      (name: string) => files.get(name)!.body,
    );
    expect(json(files, manifest.Config)).toMatchObject({
      os: 'linux',
      config: { User: '65532:65532', Entrypoint: ['/bin/program'] },
      rootfs: {
        type: 'layers',
        diff_ids: bodies.map(
          body => `sha256:${createHash('sha256').update(body).digest('hex')}`,
        ),
      },
    });
    expect(bodies[0].length + bodies[1].length).toBe(sizeBytes);
  });

  it('holds files, links, modes and capabilities, all owned by root', async () => {
    const files = await unpack((await image()).archive());
    const [base, top] = await Promise.all(
      ['layer-0.tar', 'layer-1.tar'].map(name =>
        unpack(Readable.from([files.get(name)!.body])),
      ),
    );
    expect(base.get('tmp')!.header).toMatchObject({
      type: 'directory',
      mode: 0o1777,
    });
    expect(base.get('etc/passwd')!.body.toString()).toContain('root:x:0:0');
    expect(top.get('bin/alias')!.header).toMatchObject({
      type: 'symlink',
      linkname: 'program',
    });
    const { header, body } = top.get('bin/program')!;
    expect(body.toString()).toBe(PROGRAM);
    expect(header).toMatchObject({ mode: 0o755, uid: 0, gid: 0 });
    expect(header.pax).toMatchObject({
      'SCHILY.xattr.security.capability': '\u0001\u0000\u0000\u0002',
    });
  });

  it('is the same at every time, byte for byte', async () => {
    const [first, second] = [await image(), await image()];
    expect(second.digest).toBe(first.digest);
    expect(await buffer(second.archive())).toEqual(
      await buffer(first.archive()),
    );
  });

  it.each<[string, (definition: Layer[]) => Partial<ImageDefinition>]>([
    ['its name', () => ({ reference: 'example.test/program:2' })],
    ['its user', () => ({ user: undefined })],
    [
      'a program',
      ([base, [entry, ...links]]) => ({
        layers: [base, [{ ...entry, identity: 'two' } as never, ...links]],
      }),
    ],
  ])('has another digest when %s is another', async (_, change) => {
    const before = await image();
    const after = await image(change(layers));
    expect(after.digest).not.toBe(before.digest);
  });

  it('has the same digest wherever the program lies', async () => {
    const before = await image();
    const elsewhere = join(dir, 'elsewhere');
    writeFileSync(elsewhere, PROGRAM);
    const [base, [entry, ...links]] = layers;
    const after = await image({
      layers: [base, [{ ...entry, source: elsewhere } as never, ...links]],
    });
    expect(after.digest).toBe(before.digest);
  });

  it('tells the reader when a program has vanished', async () => {
    const { archive } = await image();
    rmSync(program);
    await expect(buffer(archive())).rejects.toThrow('ENOENT');
  });

  it('closes its files when the reader stops', async () => {
    writeFileSync(program, Buffer.alloc(8 * 1024 * 1024));
    for await (const chunk of (await image()).archive()) {
      expect(chunk.length).toBeGreaterThan(0);
      if (openFiles().includes(program)) {
        break;
      }
    }
    while (openFiles().includes(program)) {
      await setImmediate();
    }
    expect(openFiles()).not.toContain(program);
  });
});
