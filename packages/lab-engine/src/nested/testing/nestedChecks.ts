import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';

/** A sentence in both languages. */
export const text = (sentence: string) => ({
  en: sentence,
  ko: `${sentence} (ko)`,
});

const NODES = {
  nodes: { apiVersion: 'v1', kind: 'Node', selector: {} },
};
/** Judged by objects outside and inside. */
export const NODES_READY: Check = {
  id: 'nodes-ready',
  title: text('Nodes are ready'),
  resources: {
    server: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'kube-apiserver',
    },
  },
  nested: NODES,
  assert: [
    {
      expr: 'server.?status.?availableReplicas.orValue(0) == 1',
      message: text('The API server must be available.'),
    },
    {
      expr: 'nodes.size() == 2 && nodes.all(n, n.status.conditions.exists(c, c.type == "Ready" && c.status == "True"))',
      message: text('Both nodes must be ready.'),
    },
  ],
  stableFor: '0s',
};

/** A ConfigMap inside, which tests write to see whether a watch still lives. */
export function written(value: string): Check {
  return {
    id: 'written',
    title: text('Written'),
    resources: {},
    nested: { mark: { apiVersion: 'v1', kind: 'ConfigMap', name: 'mark' } },
    assert: [
      { expr: `mark.data.value == "${value}"`, message: text('Not written.') },
    ],
  };
}

/** The same, as the learner writes it. */
export const mark = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: mark }\ndata: { value: "${value}" }\n`;
