import type { Evidence } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { BoundResource } from './bindResources';

/** Objects listed per verdict: it is stored and sent with each change. */
const EVIDENCE_LIMIT = 10;

/** What a statement found, beside what it wants. */
export interface Observation {
  observed?: string;
  want?: string;
}

function selectorText(selector: Record<string, string>): string {
  const terms = Object.entries(selector).map(
    ([label, value]) => `${label}=${value}`,
  );
  return terms.join(',') || '*';
}

/** Evidence without a uid: no object of that name, or a selection as a whole. */
export function evidenceOfBinding(
  { binding, nested }: Pick<BoundResource, 'binding' | 'nested'>,
  at: Date,
): Evidence {
  return {
    apiVersion: binding.apiVersion,
    kind: binding.kind,
    name: 'name' in binding ? binding.name : selectorText(binding.selector),
    ...(nested && { nested }),
    at: at.toISOString(),
  };
}

function evidenceOfObjects(resource: BoundResource, at: Date) {
  const { binding, nested, objects } = resource;
  return objects.map(({ metadata }): Evidence => {
    const { name, namespace, uid, resourceVersion } = metadata;
    return {
      apiVersion: binding.apiVersion,
      kind: binding.kind,
      ...(namespace && { namespace }),
      name,
      ...(nested && { nested }),
      ...(uid && { uid }),
      ...(resourceVersion && { resourceVersion }),
      at: at.toISOString(),
    };
  });
}

/**
 * The objects behind a verdict. An observation belongs to the first named
 * object; where only selections were read, it is said of the selection.
 */
export function evidenceOf(
  resources: BoundResource[],
  at: Date,
  observation: Observation = {},
): Evidence[] {
  const subject = resources.find(({ binding }) => 'name' in binding);
  const ordered = subject
    ? [subject, ...resources.filter(resource => resource !== subject)]
    : resources;
  const evidence = ordered.flatMap(resource => evidenceOfObjects(resource, at));
  const hasObservation =
    observation.observed !== undefined || observation.want !== undefined;
  if (hasObservation && resources.length > 0 && !subject?.objects.length) {
    evidence.unshift(evidenceOfBinding(ordered[0], at));
  }
  return evidence
    .slice(0, EVIDENCE_LIMIT)
    .map((entry, index) =>
      index === 0 ? { ...entry, ...observation } : entry,
    );
}
