import type { Actor } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ClusterClient } from '../gateway';
import type { SandboxIdentities } from '../sandbox';
import { cachedToken, requestToken } from '../sandbox/tokenRequest';

/** Twice what a cached token has left when it is replaced. */
const TOKEN_TTL_S = 20 * 60;

/**
 * Clients of whom checks ask as. Each account of the sandbox gets a token of
 * its own when it is first asked as, and keeps it while it is good.
 */
export function actorClients(options: {
  namespace: string;
  identities: Pick<SandboxIdentities, 'backend' | 'learner'>;
}): (actor: Actor) => ClusterClient {
  const { namespace, identities } = options;
  const { backend, learner } = identities;
  const accounts = new Map<string, ClusterClient>();
  return actor => {
    if (actor === 'learner') return learner;
    const { serviceAccount } = actor;
    const known = accounts.get(serviceAccount);
    if (known) return known;
    const token = cachedToken(() =>
      requestToken({
        client: backend,
        namespace,
        serviceAccount,
        ttlSeconds: TOKEN_TTL_S,
      }),
    );
    const client = backend.withToken(token);
    accounts.set(serviceAccount, client);
    return client;
  };
}
