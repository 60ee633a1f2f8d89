import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  poolNamespaces,
  poolObjects,
  type TrainingClusterOptions,
  type WantedObject,
} from '@kubernetes-academy/lab-engine';
import { parse, parseAllDocuments, stringify } from 'yaml';

const LAB_ENGINE = '@kubernetes-academy/lab-engine/package.json';
const KUSTOMIZATION = 'kustomization.yaml';

/** The account of the portal's Kubernetes plugin, beside the kustomization. */
const VIEWER = 'viewer.yaml';

/** A component of the kustomization, for watch scope `cluster`. */
const WATCH = 'watch';

/** What the backend holds cluster-wide, unless it has a pool. */
const PROVISIONER = 'academy-provisioner';

/** Keys of a kustomization that only list files. */
const PLAIN_KEYS = ['apiVersion', 'kind', 'resources'];

/** What makes a cluster a training cluster. */
export interface TrainingManifests {
  /** Valid for `kubectl apply -f -`. */
  text: string;
  /** What labs do not work without. */
  required: WantedObject[];
  /** What the portal may use, and may have in another way or do without. */
  optional: WantedObject[];
  /** How the portal is configured to use them. */
  config: Pick<TrainingClusterOptions, 'sandboxes' | 'watchScope'>;
}

/** Which manifests are meant. */
export interface TrainingManifestsOptions {
  /** A YAML stream, e.g. from `kubectl kustomize`; replaces the Academy's own. */
  file?: string;
  /** So many namespaces in place of the right to make them. */
  pool?: number;
  /** `cluster` adds what one watch for all sandboxes takes. */
  watchScope?: TrainingClusterOptions['watchScope'];
}

/** The manifests of the Academy, or those that a platform team made of them. */
export async function readTrainingManifests(
  options: TrainingManifestsOptions = {},
): Promise<TrainingManifests> {
  const { file, pool, watchScope } = options;
  const names = poolNamespaces(pool ?? 0);
  const config: TrainingManifests['config'] = {
    watchScope,
    sandboxes: pool ? { mode: 'pool', namespaces: names } : undefined,
  };
  if (file) {
    const text = await readFile(file, 'utf8');
    return { text, required: objectsOf(text), optional: [], config };
  }
  const folder = join(dirname(require.resolve(LAB_ENGINE)), 'manifests');
  const texts = [
    await readRequired(folder, names),
    ...(watchScope === 'cluster'
      ? [await readKustomization(join(folder, WATCH))]
      : []),
  ];
  const required = texts.flatMap(objectsOf);
  const viewer = await readFile(join(folder, VIEWER), 'utf8');
  const isOptional = ({ kind }: WantedObject) => kind.startsWith('Mutating');
  return {
    text: [...texts, viewer].join('---\n'),
    required: required.filter(object => !isOptional(object)),
    optional: [...required.filter(isOptional), ...objectsOf(viewer)],
    config,
  };
}

/** With a pool: its namespaces in place of the right to make any. */
async function readRequired(folder: string, pool: string[]): Promise<string> {
  if (pool.length === 0) {
    return readKustomization(folder);
  }
  const resources = await listResources(folder);
  const texts = await readResources(
    folder,
    resources.filter(resource => !resource.includes(PROVISIONER)),
  );
  const objects = poolObjects(pool).map(object => stringify(object));
  return [...texts, ...objects].join('---\n');
}

/**
 * The resources of a kustomization in their order.
 *
 * @throws InputError if it does more than list files
 */
export async function readKustomization(folder: string): Promise<string> {
  const resources = await listResources(folder);
  return (await readResources(folder, resources)).join('---\n');
}

async function listResources(folder: string): Promise<string[]> {
  const file = join(folder, KUSTOMIZATION);
  const kustomization: { resources?: string[] } = parse(
    await readFile(file, 'utf8'),
  );
  const unknown = Object.keys(kustomization).filter(
    key => !PLAIN_KEYS.includes(key),
  );
  if (unknown.length > 0) {
    throw new InputError(
      `${file} has ${unknown.join(
        ', ',
      )}; only lists of resources are read here. Render it with "kubectl kustomize ${folder}" and give the result as --manifests`,
    );
  }
  return kustomization.resources ?? [];
}

function readResources(folder: string, resources: string[]): Promise<string[]> {
  return Promise.all(
    resources.map(resource => readFile(join(folder, resource), 'utf8')),
  );
}

function objectsOf(text: string): WantedObject[] {
  const documents = parseAllDocuments(text);
  if ('empty' in documents) {
    return [];
  }
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error) {
    throw new InputError(`The manifests are not YAML: ${error.message}`);
  }
  const objects = documents.map(document => document.toJS());
  const incomplete = objects.findIndex(
    object => !object?.apiVersion || !object.kind || !object.metadata?.name,
  );
  if (incomplete >= 0) {
    throw new InputError(
      `Document ${
        incomplete + 1
      } of the manifests is no Kubernetes object: apiVersion, kind or metadata.name is missing`,
    );
  }
  return objects;
}
