import { reachabilityCheckSchema } from '@kubernetes-academy/backstage-plugin-academy-common';
import { text } from '../../../testing/objects';
import type { KubernetesObject } from '../../../types';
import { judgeReachability } from '../judgeReachability';
import type { Labels } from '../selectors';

/** A Pod as far as networks go. */
export function pod(
  name: string,
  options: {
    labels: Labels;
    ip?: string;
    spec?: object;
    ports?: { name: string; containerPort: number; protocol?: string }[];
    phase?: string;
  },
): KubernetesObject {
  const { labels, ip, ports = [], spec, phase = 'Running' } = options;
  return {
    metadata: { name, namespace: 'acad-1', uid: `uid-${name}`, labels },
    spec: { nodeName: 'node-1', containers: [{ ports }], ...spec },
    status: { phase, ...(ip && { podIP: ip, podIPs: [{ ip }] }) },
  };
}

/** A NetworkPolicy; of everything when it says nothing. */
export function policy(
  name: string,
  spec: object,
  labels: Labels = {},
): KubernetesObject {
  return {
    metadata: { name, namespace: 'acad-1', uid: `uid-${name}`, labels },
    spec: { podSelector: {}, ...spec },
  };
}

export const app = (name: string) => ({ matchLabels: { app: name } });
export const team = (name: string) => ({ matchLabels: { team: name } });

export const NOW = new Date('2026-01-05T09:00:00Z');
export const MESSAGE = text('The database must not be open to everybody.');
export const WEB = pod('web', {
  labels: { app: 'web', tier: 'front' },
  ip: '10.42.0.1',
  ports: [{ name: 'http', containerPort: 8080 }],
});
export const DB = pod('db', {
  labels: { app: 'db' },
  ip: '10.42.0.2',
  ports: [
    { name: 'sql', containerPort: 5432 },
    { name: 'query', containerPort: 53, protocol: 'UDP' },
  ],
});
export const JOB = pod('job', { labels: { app: 'job' } });
export const AGENT = pod('agent', {
  labels: { app: 'agent' },
  ip: '192.168.0.5',
  spec: { hostNetwork: true, nodeName: 'node-2' },
});
export const NEAR_AGENT = pod('near-agent', {
  labels: { app: 'near-agent' },
  ip: '192.168.0.4',
  spec: { hostNetwork: true },
});
export const PODS = [WEB, DB, JOB, AGENT, NEAR_AGENT];

export const pods = (name: string) => ({ pods: { app: name } });
export const DNS = {
  namespace: { 'kubernetes.io/metadata.name': 'kube-system' },
  pods: { 'k8s-app': 'kube-dns' },
};
export const SHOP_METRICS = {
  namespace: { team: 'shop' },
  pods: { app: 'metrics' },
};
export const OUTSIDE = { ip: '203.0.113.7' };
export const WEB_TO_DB = { from: pods('web'), to: pods('db'), port: 5432 };
export const WEB_TO_DNS = {
  from: pods('web'),
  to: DNS,
  port: 53,
  protocol: 'UDP',
};
export const METRICS_TO_WEB = {
  from: SHOP_METRICS,
  to: pods('web'),
  port: 8080,
};

export const deny = (...policyTypes: string[]) =>
  policy('deny', { policyTypes });
export const ingressTo = (name: string, ...rules: object[]) =>
  policy('in', { podSelector: app(name), ingress: rules });
export const egressFrom = (name: string, ...rules: object[]) =>
  policy('out', {
    podSelector: app(name),
    policyTypes: ['Egress'],
    egress: rules,
  });

export function judge(
  question: object,
  policies: KubernetesObject[],
  found = PODS,
  namespaceLabels: Record<string, string> = { team: 'blue' },
) {
  return judgeReachability({
    check: reachabilityCheckSchema.parse(question),
    message: MESSAGE,
    pods: found,
    policies,
    namespaceLabels,
    now: NOW,
  });
}

export type Answer = 'allowed' | 'denied' | 'depends on the network plugin';
export const DEPENDS = 'depends on the network plugin';
export type Case = [string, object, KubernetesObject[], Answer];

/** What checks of both sorts say to a question, `allowed: true` first. */
export function ask(question: object, policies: KubernetesObject[]) {
  return [true, false].map(allowed => {
    const { outcome, evidence } = judge({ ...question, allowed }, policies);
    return { outcome, observed: evidence[0].observed };
  });
}

/** What they have to say: what depends on the plugin is neither allowed nor denied. */
export function saying(answer: Answer): ReturnType<typeof ask> {
  const outcome = (passes: boolean) => (passes ? 'passed' : 'notYet');
  return [
    { outcome: outcome(answer === 'allowed'), observed: answer },
    { outcome: outcome(answer === 'denied'), observed: answer },
  ];
}
