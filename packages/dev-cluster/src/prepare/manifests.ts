import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PACKAGE_DIR } from '../binaries/binarySet';

const LAB_ENGINE = '@kubernetes-academy/lab-engine/package.json';
const KUSTOMIZATION = 'kustomization.yaml';

/** A folder of manifests and why it is applied. */
export interface ManifestSource {
  /** Completes the sentence "applying ...". */
  what: string;
  dir: string;
}

/** Nodes, identities and roles of the cluster itself. */
export function clusterManifests(): ManifestSource {
  return { what: 'nodes and identities', dir: join(PACKAGE_DIR, 'manifests') };
}

/**
 * What makes it a training cluster, and the company's workloads.
 *
 * @param workloads - folder given by the user
 * @throws when that folder does not exist
 */
export function trainingManifests(workloads?: string): ManifestSource[] {
  const sources: ManifestSource[] = [
    {
      what: 'roles and policies of the Academy',
      dir: join(dirname(require.resolve(LAB_ENGINE)), 'manifests'),
    },
  ];
  if (workloads) {
    const dir = resolve(workloads);
    if (!existsSync(dir)) {
      throw new Error(`There is no folder ${dir} with manifests`);
    }
    sources.push({ what: 'workloads of the company', dir });
  }
  return sources;
}

/** Arguments of `kubectl apply` for a folder. */
export function applyArguments({ dir }: ManifestSource): string[] {
  const how = existsSync(join(dir, KUSTOMIZATION))
    ? ['--kustomize', dir]
    : ['--recursive', '--filename', dir];
  return [
    'apply',
    '--server-side',
    '--force-conflicts',
    '--field-manager=academy-dev-cluster',
    ...how,
  ];
}

/** Changes whenever a file of the folders does. */
export function manifestDigest(sources: ManifestSource[]): string {
  const hash = createHash('sha256');
  for (const { dir } of sources) {
    const files = readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) {
      hash.update(`${file}\n`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}
