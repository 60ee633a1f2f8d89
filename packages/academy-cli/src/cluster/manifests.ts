import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError } from '@backstage/errors';
import type { WantedObject } from '@kubernetes-academy/lab-engine';
import { parse, parseAllDocuments } from 'yaml';

const LAB_ENGINE = '@kubernetes-academy/lab-engine/package.json';
const KUSTOMIZATION = 'kustomization.yaml';

/** The account of the portal's Kubernetes plugin, beside the kustomization. */
const VIEWER = 'viewer.yaml';

/** Keys of a kustomization that only list files. */
const PLAIN_KEYS = ['apiVersion', 'kind', 'resources'];

/** What makes a cluster a training cluster. */
export interface TrainingManifests {
  /** Valid for `kubectl apply -f -`. */
  text: string;
  /** What labs do not work without. */
  required: WantedObject[];
  /** What the portal may use and may have in another way. */
  optional: WantedObject[];
}

/**
 * The manifests of the Academy, or those that a platform team made of them.
 *
 * @param file - a YAML stream, e.g. from `kubectl kustomize`; replaces the Academy's own
 */
export async function readTrainingManifests(
  file?: string,
): Promise<TrainingManifests> {
  if (file) {
    const text = await readFile(file, 'utf8');
    return { text, required: objectsOf(text), optional: [] };
  }
  const folder = join(dirname(require.resolve(LAB_ENGINE)), 'manifests');
  const required = await readKustomization(folder);
  const viewer = await readFile(join(folder, VIEWER), 'utf8');
  return {
    text: [required, viewer].join('---\n'),
    required: objectsOf(required),
    optional: objectsOf(viewer),
  };
}

/**
 * The resources of a kustomization in their order.
 *
 * @throws InputError if it does more than list files
 */
export async function readKustomization(folder: string): Promise<string> {
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
  const texts = await Promise.all(
    (kustomization.resources ?? []).map(resource =>
      readFile(join(folder, resource), 'utf8'),
    ),
  );
  return texts.join('---\n');
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
