import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Pack } from 'tar-stream';
import { addEntry, layerBytes, layerSize, packed, type Layer } from './layer';
import type { ImageSpec } from './types';

const EPOCH = '1970-01-01T00:00:00Z';
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What a container of the image does unless its pod says otherwise. */
export interface ImageConfig {
  /** `uid:gid`; root where absent. */
  user?: string;
  entrypoint?: string[];
  command?: string[];
}

/** One image. */
export interface ImageDefinition extends ImageConfig {
  reference: string;
  /** More names of the same image. */
  aliases?: string[];
  /** From the bottom. */
  layers: Layer[];
}

/**
 * An image as containerd imports it. Nothing is kept in memory or on disk:
 * the programs are read whenever the archive is.
 */
export async function createImage(
  definition: ImageDefinition,
): Promise<ImageSpec> {
  const sizes = await Promise.all(definition.layers.map(layerSize));
  return {
    reference: definition.reference,
    digest: definitionDigest(definition),
    sizeBytes: sizes.reduce((sum, size) => sum + size, 0),
    archive: () => dockerArchive(definition, sizes),
  };
}

/** Identities stand for programs: gigabytes need not be read at every start. */
function definitionDigest(definition: ImageDefinition): string {
  const text = JSON.stringify(definition, (key, value) =>
    key === 'source' ? undefined : value,
  );
  return createHash('sha256').update(text).digest('hex');
}

/** The layers first: the configuration holds their digests. */
function dockerArchive(definition: ImageDefinition, sizes: number[]): Readable {
  return packed(async tar => {
    const digests: string[] = [];
    for (const [index, layer] of definition.layers.entries()) {
      const hash = createHash('sha256');
      await addEntry(
        tar,
        { name: layerName(index), size: sizes[index] },
        hashed(layerBytes(layer), hash),
      );
      digests.push(`sha256:${hash.digest('hex')}`);
    }
    await addJson(tar, 'config.json', imageConfig(definition, digests));
    await addJson(tar, 'manifest.json', [
      {
        Config: 'config.json',
        RepoTags: [definition.reference, ...(definition.aliases ?? [])],
        Layers: digests.map((_, index) => layerName(index)),
      },
    ]);
  });
}

function layerName(index: number): string {
  return `layer-${index}.tar`;
}

async function* hashed(
  source: AsyncIterable<Buffer>,
  hash: Hash,
): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
}

async function addJson(tar: Pack, name: string, value: unknown): Promise<void> {
  const body = Buffer.from(JSON.stringify(value));
  await addEntry(tar, { name, size: body.length }, [body]);
}

/** The configuration that the image specification of OCI describes. */
function imageConfig(definition: ImageDefinition, layerDigests: string[]) {
  const { user, entrypoint, command } = definition;
  return {
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    created: EPOCH,
    config: {
      User: user,
      Env: [`PATH=${PATH}`],
      Entrypoint: entrypoint,
      Cmd: command,
      WorkingDir: '/',
    },
    rootfs: { type: 'layers', diff_ids: layerDigests },
  };
}
