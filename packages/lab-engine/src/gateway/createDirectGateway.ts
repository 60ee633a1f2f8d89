import type { TrainingClusterOptions } from '../runtime/types';
import { ClusterClient } from './ClusterClient';
import { readAuthorities } from './createAgent';
import { RestMapper } from './RestMapper';
import { identityToken } from './tokens';
import { Transport } from './Transport';

/** A training cluster as the gateway reaches it. */
export interface GatewayCluster {
  options: TrainingClusterOptions;
  /** Acts as the portal's backend. */
  client: ClusterClient;
  /** PEM of the cluster's authority; undefined for the system's. */
  authority(): string | undefined;
  /** Requests sent so far, watches included. */
  requestCount(): number;
}

/** How training clusters are reached. */
export interface ClusterGateway {
  clusters(): GatewayCluster[];
  close(): Promise<void>;
}

/**
 * Reaches each cluster's API server directly. Does nothing until something is
 * asked: a cluster that is not there yet is no error here.
 */
export function createDirectGateway(
  options: TrainingClusterOptions[],
): ClusterGateway {
  const transports: Transport[] = [];
  const clusters = options.map(cluster => {
    const transport = Transport.create(cluster);
    transports.push(transport);
    const token = identityToken(cluster.identity);
    const mapper = RestMapper.create({
      request: call => transport.request(call, token),
    });
    return {
      options: cluster,
      client: ClusterClient.create({
        cluster: cluster.name,
        transport,
        mapper,
        token,
      }),
      authority: () => readAuthorities(cluster),
      requestCount: () => transport.sent,
    };
  });
  return {
    clusters: () => clusters,
    async close() {
      await Promise.all(transports.map(transport => transport.close()));
    },
  };
}
