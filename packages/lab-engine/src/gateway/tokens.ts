import { readFile, stat } from 'node:fs/promises';

/** Where the bearer token of a request comes from. */
export interface TokenSource {
  /** The token to use now. */
  get(): Promise<string>;
  /** The API server refused the last one: the next `get` must bring another, if it can. */
  invalidate(): void;
}

/** How long a file is believed without another look, in milliseconds. */
const FILE_LOOK_INTERVAL_MS = 1000;

/** A token that never changes. */
export function fixedToken(token: string): TokenSource {
  return { get: async () => token, invalidate: () => {} };
}

/** The trimmed text of a file that is read again when it changes: projected tokens rotate. */
export function fileToken(file: string): TokenSource {
  let token = '';
  let version = '';
  let lookedAt = -Infinity;
  return {
    async get() {
      const now = performance.now();
      if (now - lookedAt < FILE_LOOK_INTERVAL_MS) return token;
      const { mtimeMs, ino, size } = await stat(file);
      const found = `${ino}:${mtimeMs}:${size}`;
      if (found !== version) {
        token = (await readFile(file, 'utf8')).trim();
        version = found;
      }
      lookedAt = now;
      return token;
    },
    invalidate() {
      version = '';
      lookedAt = -Infinity;
    },
  };
}
