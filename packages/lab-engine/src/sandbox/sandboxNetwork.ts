import { guarded, type SandboxObject } from './SandboxObject';

/** Nothing in, nothing out, but within the namespace and to DNS. */
export function networkPolicies(): SandboxObject[] {
  return [
    networkPolicy('academy-default-deny', {
      policyTypes: ['Ingress', 'Egress'],
    }),
    networkPolicy('academy-same-namespace', {
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: {} }] }],
      egress: [{ to: [{ podSelector: {} }] }],
    }),
    networkPolicy('academy-dns', {
      policyTypes: ['Egress'],
      egress: [
        {
          to: [
            {
              namespaceSelector: {
                matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' },
              },
              podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
            },
          ],
          ports: [
            { protocol: 'UDP', port: 53 },
            { protocol: 'TCP', port: 53 },
          ],
        },
      ],
    }),
  ];
}

function networkPolicy(name: string, spec: object): SandboxObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: guarded(name),
    spec: { podSelector: {}, ...spec },
  };
}
