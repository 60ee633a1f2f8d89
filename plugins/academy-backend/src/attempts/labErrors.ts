import {
  ConflictError,
  InputError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { LabErrorShape } from '@kubernetes-academy/backstage-plugin-academy-node';

/** What the lab engine says about an error, if it is one of its own. */
export function asLabError(error: unknown): LabErrorShape | undefined {
  const { code, text } = (error ?? {}) as Partial<LabErrorShape>;
  return code && text?.en && text.ko ? { code, text } : undefined;
}

/** The cluster may answer the next time. */
export function isPassing(error: unknown): boolean {
  const code = asLabError(error)?.code;
  return code === 'cluster-unavailable' || code === 'timeout';
}

/**
 * Runs a call of the lab engine for a request.
 *
 * @throws the error as the HTTP status it should become: 503 while the cluster
 * does not answer, 409 when the sandbox is not usable, 400 for a bad manifest.
 */
export async function asHttp<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const lab = asLabError(error);
    if (!lab) {
      throw error;
    }
    switch (lab.code) {
      case 'cluster-unavailable':
      case 'timeout':
      case 'fence-missing':
        throw new ServiceUnavailableError(lab.text.en, error);
      case 'invalid-manifest':
        throw new InputError(lab.text.en, error);
      default:
        throw new ConflictError(lab.text.en, error);
    }
  }
}
