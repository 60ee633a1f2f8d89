import type { KubectlAccess, TrainingClusterOptions } from '../runtime/types';
import { ClusterClient } from './ClusterClient';
import { readAuthorities } from './createAgent';
import { identityCredentials } from './identity';
import { proxyRoute, type ClusterProxy } from './proxyRoute';
import { RestMapper } from './RestMapper';
import { directRoute } from './route';
import { Transport } from './Transport';

/** A training cluster as the gateway reaches it. */
export interface GatewayCluster {
  options: TrainingClusterOptions;
  /** Acts as the portal's backend. */
  client: ClusterClient;
  /** Where learners' kubectl reaches it; undefined when nobody said so. */
  kubectl(): KubectlAccess | undefined;
  /** Requests sent so far, watches included. */
  requestCount(): number;
}

/** How training clusters are reached. */
export interface ClusterGateway {
  clusters(): GatewayCluster[];
  close(): Promise<void>;
}

/** Which clusters there are, and the way to those that are not reached directly. */
export interface CreateGatewayOptions {
  clusters: TrainingClusterOptions[];
  /** Needed by clusters with gateway `proxy`. */
  proxy?: ClusterProxy;
}

/**
 * Reaches each cluster its own way, with connections and limits of its own: a
 * cluster that hangs holds up nothing but itself. Does nothing until something
 * is asked: a cluster that is not there yet is no error here.
 *
 * @throws TypeError for a cluster whose way is not given
 */
export function createGateway(options: CreateGatewayOptions): ClusterGateway {
  const connected = options.clusters.map(cluster => ({
    cluster: withoutSockets(cluster),
    transport: createTransport(cluster, options.proxy),
  }));
  const clusters = connected.map(({ cluster, transport }): GatewayCluster => {
    const identity = identityCredentials(cluster.identity);
    const mapper = RestMapper.create({
      request: call => transport.request(call, identity),
    });
    return {
      options: cluster,
      client: ClusterClient.create({
        cluster: cluster.name,
        transport,
        mapper,
        identity,
      }),
      kubectl: () => cluster.kubectl ?? directAccess(cluster),
      requestCount: () => transport.sent,
    };
  });
  return {
    clusters: () => clusters,
    async close() {
      await Promise.all(connected.map(({ transport }) => transport.close()));
    },
  };
}

/** Learners reach a cluster as the portal does, unless only the proxy can. */
function directAccess(
  cluster: TrainingClusterOptions,
): KubectlAccess | undefined {
  const { server, gateway } = cluster;
  if (!server || gateway === 'proxy') return undefined;
  const authorities = readAuthorities(cluster);
  const caData = authorities && Buffer.from(authorities).toString('base64');
  return { server, caData };
}

/** What needs WebSockets is not there behind the proxy, whatever runs on the cluster. */
function withoutSockets(
  cluster: TrainingClusterOptions,
): TrainingClusterOptions {
  if (cluster.gateway !== 'proxy') return cluster;
  const capabilities = {
    ...cluster.capabilities,
    'nested-control-plane': false,
  };
  return { ...cluster, capabilities };
}

function createTransport(
  cluster: TrainingClusterOptions,
  proxy: ClusterProxy | undefined,
): Transport {
  const { name, server, caData, caFile, requestsPerSecond } = cluster;
  if (cluster.gateway === 'proxy') {
    if (!proxy) throw new TypeError(`cluster "${name}" needs a proxy`);
    // The authorities are those of the API server, which the proxy talks to.
    const route = proxyRoute({ cluster: name, proxy });
    return Transport.create({ route, requestsPerSecond });
  }
  if (!server) throw new TypeError(`cluster "${name}" has no server`);
  const route = directRoute(server);
  return Transport.create({ route, caData, caFile, requestsPerSecond });
}
