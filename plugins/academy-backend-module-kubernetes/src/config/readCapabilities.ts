import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * What is known better than it can be detected. Read as a plain object: the
 * names of capabilities may have dots, which are paths to the config reader.
 *
 * @throws InputError that names the key.
 */
export function readCapabilities(
  entry: Config,
  parentKey: string,
): Record<string, boolean> {
  const key = `${parentKey}.capabilities`;
  const capabilities = entry.getOptional('capabilities') ?? {};
  if (typeof capabilities !== 'object' || Array.isArray(capabilities)) {
    throw new InputError(
      `${key}: expected names with true or false, such as { networkpolicy-cni: true }`,
    );
  }
  return Object.fromEntries(
    Object.entries(capabilities).map(([name, value]) => {
      if (typeof value !== 'boolean') {
        throw new InputError(
          `${key}.${name}: expected true or false, got ${JSON.stringify(
            value,
          )}`,
        );
      }
      return [name, value];
    }),
  );
}
