import type { KnownCapability } from '@kubernetes-academy/backstage-plugin-academy-common';
import { ClusterError, type ClusterClient } from '../gateway';
import { DETECTORS } from './detectors';
import { SOURCES, type Source, type SourceCall } from './sources';

/** Not allowed, or not installed. */
const NOT_THERE = [403, 404];

/** What a cluster offers, and what could not be read to tell. */
export interface DetectedCapabilities {
  capabilities: KnownCapability[];
  /** Sources that were refused or broken, with what therefore is not detected. */
  unread: { path: string; capabilities: KnownCapability[]; error: Error }[];
  /** An API is registered whose server does not answer, as it is while it starts. */
  isAwaiting: boolean;
}

/**
 * Reads what a cluster offers with the given identity. What may not be read
 * counts as not there. What the API server could not tell this time keeps its
 * last result.
 *
 * @param known - capabilities that were detected before
 * @throws ClusterError when the cluster did not answer
 */
export async function detectCapabilities(
  client: ClusterClient,
  known: readonly string[] = [],
): Promise<DetectedCapabilities> {
  const result: DetectedCapabilities = {
    capabilities: [],
    unread: [],
    isAwaiting: false,
  };
  const found = new Set<KnownCapability>();
  const detectSource = async (source: Source) => {
    const { aggregated, ...call }: SourceCall = SOURCES[source];
    const detectors = DETECTORS.filter(each => each.source === source);
    const capabilities = detectors.map(({ capability }) => capability);
    try {
      const { body } = await client.request<any>({ method: 'GET', ...call });
      detectors
        .filter(({ holds }) => holds(body))
        .forEach(({ capability }) => found.add(capability));
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      if (error.unanswered && !aggregated) throw error;
      if (!aggregated && !NOT_THERE.includes(error.status)) {
        capabilities
          .filter(capability => known.includes(capability))
          .forEach(capability => found.add(capability));
      }
      if (aggregated && !NOT_THERE.includes(error.status)) {
        result.isAwaiting = true;
      }
      if (error.status !== 404) {
        result.unread.push({ path: call.path, capabilities, error });
      }
    }
  };
  await Promise.all((Object.keys(SOURCES) as Source[]).map(detectSource));
  // In the order of the table, whichever answer came first.
  result.capabilities = DETECTORS.map(({ capability }) => capability).filter(
    capability => found.has(capability),
  );
  return result;
}

/** What is detected, corrected by what the platform team knows better. */
export function correctCapabilities(
  detected: readonly string[],
  corrections: Record<string, boolean>,
): string[] {
  const declared = Object.keys(corrections).filter(name => corrections[name]);
  return [...new Set([...detected, ...declared])].filter(
    name => corrections[name] !== false,
  );
}
