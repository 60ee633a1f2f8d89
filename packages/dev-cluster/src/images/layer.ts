import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack, type Header, type Pack } from 'tar-stream';

const TAR_BLOCK_BYTES = 512;
const READ_AHEAD_BYTES = 1024 * 1024;
const FILE_MODE = 0o644;
const EXECUTABLE_MODE = 0o755;
/** The same content at any time gives the same layer. */
const MTIME = new Date(0);

type TarHeader = Partial<Header> & Pick<Header, 'name'>;

/** One file of a layer. Paths have no leading slash. */
export type LayerEntry =
  | { path: string; directory: true; mode?: number }
  | { path: string; link: string }
  | { path: string; text: string; mode?: number }
  | ExecutableEntry;

/** A program of this machine. */
export interface ExecutableEntry {
  path: string;
  /** Where it lies here. */
  source: string;
  /** Changes with its content, which nobody has to read for that. */
  identity: string;
  /** Value of the extended attribute with its file capabilities. */
  capabilities?: string;
}

/** A layer: what lies in it, in this order. */
export type Layer = LayerEntry[];

/** The layer as a tar. */
export function layerBytes(layer: Layer): Readable {
  return packed(async tar => {
    for (const entry of layer) {
      await addEntry(tar, header(entry), content(entry));
    }
  });
}

/** Length of {@link layerBytes}, without reading any program. */
export async function layerSize(layer: Layer): Promise<number> {
  let bytes = 0;
  const headers = packed(async tar => {
    for (const entry of layer) {
      const head = header(entry);
      bytes += blocks(head.size ?? 0);
      await addEntry(tar, { ...head, size: 0 });
    }
  });
  for await (const chunk of headers) {
    bytes += chunk.length;
  }
  return bytes;
}

/** Adds one file, directory or link. */
export async function addEntry(
  tar: Pack,
  head: TarHeader,
  body: AsyncIterable<Buffer> | Buffer[] = [],
): Promise<void> {
  await pipeline(body, tar.entry({ ...head, mtime: MTIME }));
}

/** A tar that `fill` writes while it is read. */
export function packed(fill: (tar: Pack) => Promise<void>): Readable {
  const tar = pack();
  fill(tar).then(
    () => tar.finalize(),
    error => tar.destroy(error),
  );
  return Readable.from(tar, { objectMode: false });
}

function header(entry: LayerEntry): TarHeader {
  const owner = { name: entry.path, uid: 0, gid: 0 };
  if ('directory' in entry) {
    return { ...owner, type: 'directory', mode: entry.mode ?? EXECUTABLE_MODE };
  }
  if ('link' in entry) {
    return { ...owner, type: 'symlink', linkname: entry.link };
  }
  if ('text' in entry) {
    const size = Buffer.byteLength(entry.text);
    return { ...owner, mode: entry.mode ?? FILE_MODE, size };
  }
  return {
    ...owner,
    mode: EXECUTABLE_MODE,
    size: statSync(entry.source).size,
    pax: entry.capabilities
      ? { 'SCHILY.xattr.security.capability': entry.capabilities }
      : undefined,
  };
}

function content(
  entry: LayerEntry,
): AsyncIterable<Buffer> | Buffer[] | undefined {
  if ('text' in entry) {
    return [Buffer.from(entry.text)];
  }
  return 'source' in entry
    ? createReadStream(entry.source, { highWaterMark: READ_AHEAD_BYTES })
    : undefined;
}

function blocks(bytes: number): number {
  return Math.ceil(bytes / TAR_BLOCK_BYTES) * TAR_BLOCK_BYTES;
}
