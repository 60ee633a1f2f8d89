import { parseAllDocuments } from 'yaml';

/** Pods come to a simulated node beside a real one only if they tolerate this. */
export const SIMULATED_TAINT = {
  key: 'kubernetes-academy.io/simulated',
  effect: 'NoSchedule',
};

/** @param manifests - YAML documents; those that are nodes get the taint */
export function taintSimulatedNodes(manifests: string): string {
  return parseAllDocuments(manifests)
    .map(document => {
      if (document.get('kind') === 'Node') {
        document.setIn(['spec', 'taints'], [SIMULATED_TAINT]);
      }
      return document.toString({ directives: false });
    })
    .join('---\n');
}
