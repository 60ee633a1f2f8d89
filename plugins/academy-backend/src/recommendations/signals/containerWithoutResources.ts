import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Finding, Signal } from './types';
import { workloadsOf, type ResourcesLike, type Workload } from './workloads';

/**
 * What a container must ask for. A CPU limit is not among it: leaving it out
 * is a choice, since it throttles even where the node is idle.
 */
const WANTED: {
  label: LocalizedText;
  isSet(resources: Required<ResourcesLike>): boolean;
}[] = [
  {
    label: { en: 'CPU request', ko: 'CPU 요청(request)' },
    // Where only a limit is given, the API server uses it as the request.
    isSet: ({ requests, limits }) => 'cpu' in requests || 'cpu' in limits,
  },
  {
    label: { en: 'memory request', ko: '메모리 요청(request)' },
    isSet: ({ requests, limits }) => 'memory' in requests || 'memory' in limits,
  },
  {
    label: { en: 'memory limit', ko: '메모리 제한(limit)' },
    isSet: ({ limits }) => 'memory' in limits,
  },
];

/** A container of the entity's workloads runs without requests or limits. */
export const containerWithoutResources: Signal = {
  rule: 'container-without-resources',
  unit: 'foundations/first-steps/requests-and-limits',
  find(objects) {
    const [first, ...others] = workloadsOf(objects).flatMap(incomplete);
    return first && toFinding(first, others.length);
  },
};

interface Incomplete {
  workload: Workload;
  container: string;
  missing: LocalizedText[];
}

function incomplete(workload: Workload): Incomplete[] {
  const { pod } = workload;
  return (pod.containers ?? []).flatMap(({ name, resources }) => {
    // What is asked for the whole pod covers its containers.
    const effective = {
      requests: { ...pod.resources?.requests, ...resources?.requests },
      limits: { ...pod.resources?.limits, ...resources?.limits },
    };
    const missing = WANTED.filter(({ isSet }) => !isSet(effective));
    return missing.length > 0
      ? [{ workload, container: name, missing: missing.map(w => w.label) }]
      : [];
  });
}

function toFinding(
  { workload, container, missing }: Incomplete,
  others: number,
): Finding {
  const { cluster, apiVersion, kind, namespace, name } = workload;
  const place = `${kind} ${namespace}/${name}`;
  const en = new Intl.ListFormat('en', { type: 'disjunction' });
  const more =
    others === 1
      ? '1 more container is incomplete'
      : `${others} more containers are incomplete`;
  return {
    why: {
      en: `Container ${container} of ${place} on cluster ${cluster} sets no ${en.format(
        missing.map(label => label.en),
      )}${others > 0 ? `; ${more}` : ''}.`,
      ko: `클러스터 ${cluster}의 ${place}에서 컨테이너 ${container}에 ${missing
        .map(label => label.ko)
        .join(', ')} 설정이 없습니다.${
        others > 0 ? ` 설정이 빠진 컨테이너가 ${others}개 더 있습니다.` : ''
      }`,
    },
    object: { cluster, apiVersion, kind, namespace, name, container },
  };
}
