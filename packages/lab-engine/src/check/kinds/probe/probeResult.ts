import { PROTECTED_LABEL } from '../../../sandbox/names';
import type { KubernetesObject } from '../../types';
import type { ProbeCheck } from './script';

/** What came of a probe. */
export interface ProbeResult {
  outcome: 'through' | 'other' | 'nothing';
  /** E.g. `HTTP status 503` or `REFUSED`. */
  words: string;
}

interface PodStatus {
  conditions?: { type: string; status: string; message?: string }[];
  containerStatuses?: {
    state?: {
      waiting?: { reason?: string };
      terminated?: { message?: string };
    };
  }[];
}

/**
 * The Pod that the Job controller made for a Job. Nobody else can make one with
 * the label: an owner reference alone could be anybody's.
 */
export function podOfJob(
  pods: KubernetesObject[],
  jobUid: string,
): KubernetesObject | undefined {
  return pods.find(({ metadata }) => {
    const owners = (metadata.ownerReferences ?? []) as { uid: string }[];
    return (
      metadata.labels?.[PROTECTED_LABEL] === 'true' &&
      owners.some(({ uid }) => uid === jobUid)
    );
  });
}

/**
 * What a Pod that has ended says.
 *
 * @returns undefined while it has not ended, `none` when it does not say anything
 */
export function resultOf(
  { status }: KubernetesObject,
  nonce: string,
): ProbeResult | 'none' | undefined {
  const [container] = ((status ?? {}) as PodStatus).containerStatuses ?? [];
  const terminated = container?.state?.terminated;
  if (!terminated) return undefined;
  const said = /^(\S+) (through|other|nothing) (.*)$/s.exec(
    terminated.message ?? '',
  );
  if (!said || said[1] !== nonce) return 'none';
  return { outcome: said[2] as ProbeResult['outcome'], words: said[3] };
}

/** What a Pod that does not end waits for. */
export function waitsFor(pod: KubernetesObject | undefined): string {
  if (!pod) return 'no Pod was made';
  const { conditions = [], containerStatuses = [] } = (pod.status ??
    {}) as PodStatus;
  const scheduled = conditions.find(({ type }) => type === 'PodScheduled');
  return (
    containerStatuses[0]?.state?.waiting?.reason ??
    (scheduled?.status === 'False' ? scheduled.message : undefined) ??
    'it is running'
  );
}

/** Whether a result is what a check wants: an answer of another kind got through as well. */
export function isAsWanted(
  { outcome }: ProbeResult,
  expect: ProbeCheck['expect'],
): boolean {
  return outcome === (expect === 'success' ? 'through' : 'nothing');
}
