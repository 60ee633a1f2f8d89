import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PACKAGE_DIR } from '../binaries/binarySet';
import type { NodeKind } from '../binaries/types';
import { taintSimulatedNodes } from './simulatedTaint';

const LAB_ENGINE = '@kubernetes-academy/lab-engine/package.json';
const KUSTOMIZATION = 'kustomization.yaml';
const MANIFESTS_DIR = join(PACKAGE_DIR, 'manifests');
/** Below it: only for a cluster with a real node. */
const ADD_ONS_DIR = join(MANIFESTS_DIR, 'real');

/** Manifests and why they are applied. */
export interface ManifestSource {
  /** Completes the sentence "applying ...". */
  what: string;
  /** A folder with all below it, or a text. */
  from: { dir: string } | { text: string };
}

/** Nodes, identities and roles of the cluster itself. */
export function clusterManifests(nodes: NodeKind): ManifestSource {
  const texts = readdirSync(MANIFESTS_DIR)
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .map(name => readFileSync(join(MANIFESTS_DIR, name), 'utf8'));
  const text = texts.join('\n---\n');
  return {
    what: 'nodes and identities',
    from: { text: nodes === 'real' ? taintSimulatedNodes(text) : text },
  };
}

/**
 * What makes it a training cluster, and the company's workloads.
 *
 * @param workloads - folder given by the user
 * @throws when that folder does not exist
 */
export function trainingManifests(
  nodes: NodeKind,
  workloads?: string,
): ManifestSource[] {
  const labEngine = join(dirname(require.resolve(LAB_ENGINE)), 'manifests');
  const sources: ManifestSource[] = [
    { what: 'roles and policies of the Academy', from: { dir: labEngine } },
  ];
  if (nodes === 'real') {
    sources.push({
      what: 'DNS, metrics and storage',
      from: { dir: ADD_ONS_DIR },
    });
  }
  if (workloads) {
    const dir = resolve(workloads);
    if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) {
      throw new Error(`There is no folder ${dir} with manifests`);
    }
    sources.push({ what: 'workloads of the company', from: { dir } });
  }
  return sources;
}

/** Arguments of `kubectl apply`; a text goes to its standard input. */
export function applyArguments({ from }: ManifestSource): string[] {
  return [
    'apply',
    '--server-side',
    '--force-conflicts',
    '--field-manager=academy-dev-cluster',
    ...('text' in from ? ['--filename', '-'] : folderArguments(from.dir)),
  ];
}

function folderArguments(dir: string): string[] {
  return existsSync(join(dir, KUSTOMIZATION))
    ? ['--kustomize', dir]
    : ['--recursive', '--filename', dir];
}

/** Changes whenever a text or a file of the folders does. */
export function manifestDigest(sources: ManifestSource[]): string {
  const hash = createHash('sha256');
  for (const { from } of sources) {
    if ('text' in from) {
      hash.update(from.text);
      continue;
    }
    const files = readdirSync(from.dir, {
      recursive: true,
      withFileTypes: true,
    })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) {
      hash.update(`${file}\n`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}
