import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the checkout. */
export const ROOT = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

/** Everything that a run leaves behind; ignored by git. */
export const STATE = path.join(ROOT, '.academy');

/** Downloads and builds that several checkouts of one user share. */
export const CACHE =
  process.env.ACADEMY_CACHE_DIR ??
  path.join(
    process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'),
    'kubernetes-academy',
  );
