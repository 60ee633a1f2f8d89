import type { CelEngine } from '../../cel';
import type { OpenSession } from '../../fault';
import type { OpenSandbox } from '../../runtime/OpenSandbox';
import { createCheckSession } from '../createCheckSession';
import { createCheckKinds } from '../kinds';

/** Opens sessions on a sandbox as the runtime does. */
export function sessionsOf(
  { actors, objects }: Pick<OpenSandbox, 'actors' | 'objects'>,
  engine: CelEngine,
): OpenSession {
  const kinds = createCheckKinds();
  return options =>
    createCheckSession({ ...options, engine, kinds, actors, source: objects });
}
