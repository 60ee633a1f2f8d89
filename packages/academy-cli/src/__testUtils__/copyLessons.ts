import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';

/** The lessons of this repository. */
export const LESSONS = resolve(__dirname, '../../../../lessons');

/** Folder of the module that most tests change. */
export const MODULE = 'foundations/first-steps';

/** A copy of one course that a test may break, in files of one of its modules. */
export async function copyLessons(module = MODULE): Promise<{
  root: string;
  /** Replaces text in a file of the module; throws if it is not there. */
  replace(file: string, from: string, to: string): Promise<void>;
  /** Changes a specification as data; comments and positions are lost. */
  edit(file: string, change: (spec: any) => void): Promise<void>;
  write(file: string, text: string): Promise<void>;
  /** 1-based line of the first occurrence of a text. */
  lineOf(file: string, text: string): Promise<number>;
  remove(): Promise<void>;
}> {
  const root = await mkdtemp(join(tmpdir(), 'lessons-'));
  const [course] = module.split('/');
  await cp(join(LESSONS, course), join(root, course), { recursive: true });
  const path = (file: string) => join(root, module, file);
  const read = (file: string) => readFile(path(file), 'utf8');
  const positionOf = (text: string, part: string) => {
    const index = text.indexOf(part);
    if (index < 0) {
      throw new Error(`"${part}" is not in the file`);
    }
    return index;
  };

  return {
    root,
    async replace(file, from, to) {
      const text = await read(file);
      const start = positionOf(text, from);
      await writeFile(
        path(file),
        text.slice(0, start) + to + text.slice(start + from.length),
      );
    },
    async edit(file, change) {
      const spec = parse(await read(file));
      change(spec);
      await writeFile(path(file), stringify(spec));
    },
    write: (file, text) => writeFile(path(file), text),
    async lineOf(file, part) {
      const text = await read(file);
      return text.slice(0, positionOf(text, part)).split('\n').length;
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
