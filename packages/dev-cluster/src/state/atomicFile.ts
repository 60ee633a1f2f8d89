import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Owner may read and write, nobody else: most files here are, or lead to, keys. */
export const PRIVATE_FILE_MODE = 0o600;

/** Same for folders. */
export const PRIVATE_DIR_MODE = 0o700;

let sequence = 0;

/** Replaces a file in one step: a reader sees the old or the new content, never a half. */
export function writeFileAtomic(
  file: string,
  content: string,
  mode: number = PRIVATE_FILE_MODE,
): void {
  sequence += 1;
  const temporary = `${file}.${process.pid}.${sequence}.tmp`;
  writeFileSync(temporary, content, { mode });
  renameSync(temporary, file);
}

/** Writes a value as indented JSON, see {@link writeFileAtomic}. */
export function writeJson(file: string, value: unknown): void {
  writeFileAtomic(file, `${JSON.stringify(value, null, 2)}\n`);
}

/**
 * Reads JSON written by {@link writeJson}.
 *
 * @returns undefined when the file does not exist
 * @throws when the file exists and is not JSON
 */
export function readJson<T>(file: string): T | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw new Error(`${file} is not valid JSON: ${(error as Error).message}`);
  }
}
