import { InputError, NotAllowedError } from '@backstage/errors';
import type {
  ClusterObjects,
  TrainingClusterOptions,
} from '@kubernetes-academy/lab-engine';
import { applyManifests } from './applyManifests';
import { checkCluster } from './checkCluster';
import { checkObject } from './checkObjects';
import { checkSurroundings } from './checkSurroundings';
import { formatFinding, isProblem, type Finding } from './findings';
import type { TrainingManifests } from './manifests';

/** Within this a new policy is in force. */
const POLICY_PATIENCE_MS = 20_000;

/** What is prepared, and how the person at the terminal takes part. */
export interface PrepareClusterOptions {
  objects: ClusterObjects;
  cluster: TrainingClusterOptions;
  manifests: TrainingManifests;
  /** Print the manifests, too. */
  verbose: boolean;
  /** Do not ask. */
  yes: boolean;
  print: (text: string) => void;
  /** Absent where nobody can be asked. */
  confirm?: (question: string) => Promise<boolean>;
}

/**
 * Makes a cluster a training cluster: shows what it will write, asks, writes,
 * and looks again.
 *
 * @returns whether labs can run there now
 * @throws InputError when nobody can be asked; NotAllowedError when the answer is no
 */
export async function prepareCluster(
  options: PrepareClusterOptions,
): Promise<boolean> {
  const { objects, cluster, manifests, print } = options;
  const surroundings = await checkSurroundings(objects, manifests);
  show(surroundings, print);
  const kubernetes = surroundings.find(
    ({ object, level }) => object === 'Kubernetes' && level === 'missing',
  );
  if (kubernetes) {
    throw new InputError(`Kubernetes ${kubernetes.text}`);
  }

  const wanted = [...manifests.required, ...manifests.optional];
  const compared = await Promise.all(
    wanted.map(async object => ({
      object,
      findings: await checkObject(objects, object),
    })),
  );
  const changes = compared.filter(({ findings }) =>
    findings.some(({ level }) => level !== 'ok'),
  );
  show(
    changes.flatMap(({ findings }) => findings),
    print,
  );
  if (options.verbose) {
    print(manifests.text);
  }
  if (changes.length === 0) {
    print(`Nothing has to be written to "${cluster.name}".\n`);
  } else {
    await askFirst(options, changes.length);
    await applyManifests({
      objects,
      wanted: changes.map(({ object }) => object),
      onApplied: object => print(`written   ${object}\n`),
    });
  }

  const after = await checkCluster({
    objects,
    cluster,
    manifests,
    patienceMs: POLICY_PATIENCE_MS,
  });
  show(after, print);
  return !after.some(isProblem);
}

function show(findings: Finding[], print: (text: string) => void): void {
  findings
    .filter(({ level }) => level !== 'ok')
    .forEach(finding => print(formatFinding(finding)));
}

async function askFirst(
  { yes, confirm, cluster }: PrepareClusterOptions,
  count: number,
): Promise<void> {
  if (yes) {
    return;
  }
  if (!confirm) {
    throw new InputError(
      `Nothing was written: there is no terminal to ask at. Give --yes to write ${count} objects to "${cluster.name}".`,
    );
  }
  const agreed = await confirm(
    `Write these ${count} objects to "${cluster.name}" (${cluster.server})? (y/N) `,
  );
  if (!agreed) {
    throw new NotAllowedError('Nothing was written.');
  }
}
