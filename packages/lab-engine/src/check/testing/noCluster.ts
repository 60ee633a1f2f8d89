import type { ClusterClient } from '../../gateway';
import type { CheckActors } from '../kinds/types';

const nobody = new Proxy({} as ClusterClient, {
  get(_client, method) {
    throw new Error(`This check must not ask a cluster: ${String(method)}`);
  },
});

/** For checks that are judged by objects alone: asking a cluster fails the test. */
export const NO_CLUSTER: CheckActors = {
  namespace: 'academy-1',
  checker: nobody,
  backend: nobody,
  as: () => nobody,
};
