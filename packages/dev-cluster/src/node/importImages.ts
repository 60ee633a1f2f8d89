import { spawn } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import type { ImageSpec } from '../images/types';
import { readJson, writeJson } from '../state/atomicFile';
import type { ComponentSpec } from '../supervisor/components';
import type { NodePaths } from './nodePaths';

const NAMESPACE = 'k8s.io';
/** containerd's own word for "never remove it": nobody could pull it again. */
const PINNED = 'io.cri-containerd.pinned=pinned';
const AT_ONCE = 2;
/** What is imported lies there twice: as it came, and unpacked. */
const SPACE_FACTOR = 2;
/** The kernel's words, as containerd passes them on. */
const NO_SPACE = /no space left on device|disk quota exceeded/;
const MEBIBYTE = 1024 * 1024;

export interface ImportImagesOptions {
  images: ImageSpec[];
  node: NodePaths;
  /** A call of `ctr` with these arguments, inside the namespaces. */
  ctr: (args: string[]) => ComponentSpec;
  signal: AbortSignal;
  /** Called when one is about to be imported. */
  onImage?: (reference: string, step: number, steps: number) => void;
}

/** Digests by reference. */
type ImportRecord = Record<string, string>;

/**
 * Gives containerd the images that it does not have, or has with another
 * content. What is not recorded as complete is imported again.
 *
 * @throws with what to do, when one cannot be imported
 */
export async function importImages(
  options: ImportImagesOptions,
): Promise<void> {
  const { images, node, ctr, signal, onImage } = options;
  const recorded = readJson<ImportRecord>(node.images) ?? {};
  const listed = (await runCtr(ctr(imagesCommand('list', '--quiet')), signal))
    .trim()
    .split('\n');
  const isThere = ({ reference, digest }: ImageSpec) =>
    recorded[reference] === digest && listed.includes(reference);
  const record = Object.fromEntries(
    images.filter(isThere).map(({ reference, digest }) => [reference, digest]),
  );
  const missing = images.filter(image => !isThere(image));
  const steps = missing.length;
  const queue = missing.map((image, index) => ({ image, step: index + 1 }));
  const importQueued = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { image, step } = next;
      onImage?.(image.reference, step, steps);
      await importImage(image, options);
      record[image.reference] = image.digest;
      writeJson(node.images, record);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, importQueued));
}

async function importImage(
  image: ImageSpec,
  { ctr, node, signal }: ImportImagesOptions,
): Promise<void> {
  try {
    await runCtr(
      ctr(
        imagesCommand(
          ...['import', '--local', '--snapshotter', 'overlayfs'],
          ...['--label', PINNED, '-'],
        ),
      ),
      signal,
      image,
    );
  } catch (error) {
    signal.throwIfAborted();
    throw new Error(explain(image, node, (error as Error).message));
  }
}

function explain(
  { reference, sizeBytes }: ImageSpec,
  { containerd }: NodePaths,
  complaint: string,
): string {
  const { bavail, bsize } = statfsSync(containerd);
  const free = mebibytes(bavail * bsize);
  const needed = mebibytes(sizeBytes * SPACE_FACTOR);
  const first = NO_SPACE.test(complaint)
    ? 'Make room there and then run'
    : 'Run';
  return `The image ${reference} cannot be imported into ${containerd}, where ${free} are free and about ${needed} are needed for it: ${complaint}
${first} "npm run cluster -- up --nodes real" again: it goes on with this image. Or use --nodes simulated.`;
}

function imagesCommand(...args: string[]): string[] {
  return ['--namespace', NAMESPACE, 'images', ...args];
}

/** @returns what it printed */
async function runCtr(
  { command, args, env }: ComponentSpec,
  signal: AbortSignal,
  input?: ImageSpec,
): Promise<string> {
  const child = spawn(command, args, { env, signal });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, by) =>
      code === 0
        ? resolve()
        : reject(new Error(`ctr ended with ${by ?? code}`)),
    );
  });
  const fed = input
    ? pipeline(input.archive(), child.stdin)
    : child.stdin.end();
  const [output, complaint, end] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    Promise.allSettled([ended, fed]),
  ]);
  const failure = end.find(({ status }) => status === 'rejected');
  if (failure) {
    const { reason } = failure as PromiseRejectedResult;
    throw new Error(complaint.trim() || (reason as Error).message);
  }
  return output;
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / MEBIBYTE)} MiB`;
}
