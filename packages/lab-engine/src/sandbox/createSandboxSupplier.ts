import type { GatewayCluster } from '../gateway';
import type { LabLogger } from '../runtime/types';
import { PolicySupplier } from './policy/PolicySupplier';
import { PoolSupplier } from './pool/PoolSupplier';
import type { SandboxSupplier } from './types';

/** Opens the supply that a cluster is configured with; nothing is asked before the first call. */
export function createSandboxSupplier(options: {
  cluster: GatewayCluster;
  /** Id of the portal; needed where sandboxes are prepared. */
  instance?: string;
  logger?: LabLogger;
}): SandboxSupplier {
  const { cluster, instance, logger } = options;
  const { client } = cluster;
  const { sandboxes } = cluster.options;
  if (sandboxes?.mode === 'pool') {
    return PoolSupplier.create({ client, namespaces: sandboxes.namespaces });
  }
  const prepared = sandboxes?.prepared ?? 0;
  return PolicySupplier.create({ client, prepared, instance, logger });
}
