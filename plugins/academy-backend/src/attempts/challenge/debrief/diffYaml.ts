import { formatPatch, OMIT_HEADERS, structuredPatch } from 'diff';
import { stringify } from 'yaml';

/** Lines around each change. */
const CONTEXT_LINES = 3;

/** Objects that differ by more lines are not worth reading, nor the time to compare. */
const MAX_EDITS = 1_000;

/**
 * What changed in an object, as the hunks of a unified diff of its YAML; null
 * stands for no object.
 *
 * @returns undefined when nothing did
 */
export function diffYaml(
  before: object | null,
  after: object | null,
): string | undefined {
  const [from, to] = [toYaml(before), toYaml(after)];
  if (from === to) {
    return undefined;
  }
  const patch = structuredPatch('', '', from, to, undefined, undefined, {
    context: CONTEXT_LINES,
    maxEditLength: MAX_EDITS,
  });
  return patch
    ? formatPatch(patch, OMIT_HEADERS)
    : `@@ more than ${MAX_EDITS} lines differ @@\n`;
}

/** Fields in one order; which namespace it is in says nothing. */
function toYaml(object: object | null): string {
  if (!object) {
    return '';
  }
  const { metadata, ...rest } = object as { metadata?: object };
  const { namespace: _, ...named } = (metadata ?? {}) as { namespace?: string };
  return stringify(
    { ...rest, metadata: named },
    { sortMapEntries: true, lineWidth: 0, aliasDuplicateObjects: false },
  );
}
