import { isMap, isPair, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { ManifestDocument } from './parseManifests';

/** 1-based position of a field in the text. */
export interface FieldPosition {
  line: number;
  column: number;
}

/** `name`, `[0]` or `[key="value",...]`: one step of a path. */
type Step = string | number | Record<string, string>;

const STEP = /\[([^\]]*)\]|\.?([^.[\]]+)/g;

/**
 * Finds a field in the notations the API server uses: `spec.replicaz`,
 * `spec.containers[0].image` and `.spec.containers[name="web"].imagee`.
 *
 * @returns the position of the field, or of the closest one around it that the text has
 */
export function locateField(
  document: ManifestDocument,
  path: string,
): FieldPosition {
  let node = document.source.contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const step of parseSteps(path)) {
    const found = descend(node, step);
    if (!found) break;
    offset = found.offset;
    node = found.node;
  }
  const { line, col } = document.lines.linePos(offset);
  return { line, column: col };
}

function parseSteps(path: string): Step[] {
  return [...path.matchAll(STEP)].map(([, selector, name]) => {
    if (selector === undefined) return name;
    if (/^\d+$/.test(selector)) return Number(selector);
    const keys = [...selector.matchAll(/([\w.-]+)="?([^",]*)"?/g)];
    // `metadata.labels[app.kubernetes.io/name]` selects a key.
    return keys.length === 0
      ? selector
      : Object.fromEntries(keys.map(([, key, value]) => [key, value]));
  });
}

function descend(
  node: Node | null,
  step: Step,
): { node: Node | null; offset: number } | undefined {
  if (isMap(node) && typeof step === 'string') {
    const pair = node.items.find(item => keyText(item) === step);
    if (!pair) return undefined;
    return {
      node: pair.value as Node | null,
      offset: (pair.key as Node).range?.[0] ?? 0,
    };
  }
  if (!isSeq(node)) return undefined;
  const item =
    typeof step === 'number'
      ? node.items[step]
      : node.items.find(each => matches(each, step));
  const found = item as Node | undefined;
  return found && { node: found, offset: found.range?.[0] ?? 0 };
}

function matches(item: unknown, step: Step): boolean {
  if (!isMap(item) || typeof step !== 'object') return false;
  return Object.entries(step).every(
    ([key, value]) => String(item.get(key)) === value,
  );
}

function keyText(item: unknown): string | undefined {
  const key = isPair(item) ? (item as Pair).key : undefined;
  return isScalar(key) ? String(key.value) : undefined;
}
