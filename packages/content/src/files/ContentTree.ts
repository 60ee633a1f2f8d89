import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { InputError, NotFoundError } from '@backstage/errors';

/** Longest content file that is read, in bytes. */
const MAX_FILE_BYTES = 512 * 1024;

/**
 * Read access to a lessons folder. Nothing outside of it can be read, not
 * through `..` and not through a symbolic link.
 *
 * @public
 */
export class ContentTree {
  readonly #root: string;

  private constructor(root: string) {
    this.#root = root;
  }

  /**
   * Opens a lessons folder; symbolic links to it are followed.
   *
   * @throws NotFoundError if the folder does not exist.
   */
  static async open(root: string): Promise<ContentTree> {
    try {
      return new ContentTree(await realpath(root));
    } catch (error) {
      throw new NotFoundError(
        `The lessons folder ${root} cannot be opened`,
        error,
      );
    }
  }

  /** Names of the folders in a folder, sorted; hidden ones are left out. */
  async folders(path: string): Promise<string[]> {
    const entries = await readdir(join(this.#root, path), {
      withFileTypes: true,
    });
    return entries
      .filter(e => e.isDirectory() && !e.name.startsWith('.'))
      .map(e => e.name)
      .sort();
  }

  /** Whether something of this name exists, be it readable or not. */
  async has(path: string): Promise<boolean> {
    return lstat(join(this.#root, path)).then(
      () => true,
      () => false,
    );
  }

  /**
   * Text of a file.
   *
   * @throws NotFoundError if there is no such file; InputError if it lies
   * outside of the folder, is no file, is too long, or is not UTF-8.
   */
  async read(path: string): Promise<string> {
    const wanted = join(this.#root, path);
    let real: string;
    try {
      real = await realpath(wanted);
    } catch {
      throw new NotFoundError('the file does not exist');
    }
    const inside = relative(this.#root, real);
    if (inside.startsWith(`..${sep}`) || inside === '..') {
      throw new InputError('the file lies outside of the lessons folder');
    }
    const stat = await lstat(real);
    if (!stat.isFile()) {
      throw new InputError('this is not a file');
    }
    if (stat.size > MAX_FILE_BYTES) {
      throw new InputError(
        `the file has ${stat.size} bytes, ${MAX_FILE_BYTES} are allowed`,
      );
    }
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(
        await readFile(real),
      );
    } catch {
      throw new InputError('the file is not UTF-8 text');
    }
  }
}
