import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** @throws InputError that names a key nothing reads: most likely a misspelt one. */
export function refuseUnknownKeys(
  config: Config,
  key: string,
  known: string[],
): void {
  const unknown = config.keys().find(name => !known.includes(name));
  if (unknown !== undefined) {
    throw new InputError(
      `${key}.${unknown}: no such key; known: ${known.join(', ')}`,
    );
  }
}
