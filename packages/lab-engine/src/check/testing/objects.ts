import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { KubernetesObject } from '../types';

let version = 0;

/** A Deployment as the API server would send it, new with every call. */
export function deployment(
  name: string,
  options: { replicas?: number; ready?: number } = {},
): KubernetesObject {
  version += 1;
  return {
    metadata: {
      name,
      namespace: 'academy-1',
      uid: `uid-${name}`,
      resourceVersion: String(version),
      generation: 1,
    },
    spec: { replicas: options.replicas ?? 3 },
    ...(options.ready !== undefined && {
      status: { readyReplicas: options.ready },
    }),
  };
}

export function pod(
  name: string,
  options: { labels?: Record<string, string>; spec?: object } = {},
): KubernetesObject {
  version += 1;
  return {
    metadata: {
      name,
      namespace: 'academy-1',
      uid: `uid-${name}`,
      resourceVersion: String(version),
      labels: options.labels ?? { app: 'web' },
    },
    spec: options.spec ?? {},
  };
}

export const WEB = {
  web: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
};

export const PODS = {
  pods: { apiVersion: 'v1', kind: 'Pod', selector: { app: 'web' } },
};

/** Content writes messages in both languages; tests care about which one it is. */
export function text(sentence: string) {
  return { en: sentence, ko: `${sentence} (ko)` };
}

export function check(options: Partial<Check> & Pick<Check, 'assert'>): Check {
  return {
    id: 'web-ready',
    title: text('Web is ready'),
    resources: WEB,
    ...options,
  };
}
