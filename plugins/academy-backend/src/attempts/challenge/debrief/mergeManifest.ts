type Json = unknown;
type Fields = Record<string, Json>;

/**
 * Lists of which items are told apart by fields, as server-side apply does;
 * the first field that all items have counts. Every other list is one value.
 */
const ITEM_KEYS: Record<string, string[]> = {
  containers: ['name'],
  env: ['name'],
  hostAliases: ['ip'],
  imagePullSecrets: ['name'],
  initContainers: ['name'],
  ports: ['containerPort', 'port'],
  volumeMounts: ['mountPath'],
  volumes: ['name'],
};

/**
 * What an object becomes when a manifest is applied to it: fields that the
 * manifest does not name stay. Close to server-side apply, and enough to show
 * what a solution changes.
 */
export function mergeManifest(
  object: object | null,
  manifest: object,
): Record<string, unknown> {
  return mergeFields((object ?? {}) as Fields, manifest as Fields);
}

function mergeFields(base: Fields, patch: Fields): Fields {
  const merged = { ...base };
  for (const [field, value] of Object.entries(patch)) {
    merged[field] = mergeValue(field, base[field], value);
  }
  return merged;
}

function mergeValue(field: string, base: Json, patch: Json): Json {
  if (isFields(base) && isFields(patch)) {
    return mergeFields(base, patch);
  }
  if (!Array.isArray(base) || !Array.isArray(patch)) {
    return patch;
  }
  const key = ITEM_KEYS[field]?.find(name =>
    [...base, ...patch].every(item => isFields(item) && name in item),
  );
  if (key === undefined) {
    return patch;
  }
  const items = new Map<Json, Fields>(base.map(item => [item[key], item]));
  for (const item of patch) {
    items.set(item[key], mergeFields(items.get(item[key]) ?? {}, item));
  }
  return [...items.values()];
}

function isFields(value: Json): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
