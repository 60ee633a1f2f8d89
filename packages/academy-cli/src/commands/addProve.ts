import { InputError } from '@backstage/errors';
import { readConnection } from '@kubernetes-academy/dev-cluster';
import {
  trainingClusterFromKubeconfig,
  type TrainingClusterOptions,
} from '@kubernetes-academy/lab-engine';
import { Option, type Command } from 'commander';
import { prove } from '../prove';
import { embeddedCluster, openCluster } from '../prove/openCluster';
import { DEFAULT_JOBS } from '../prove/prove';
import { DEFAULT_ROOT, type AcademyProgramOptions } from './types';

/** State folders of the embedded cluster by the shape of its nodes. */
const STATE_DIRS = {
  simulated: '.academy/cluster',
  real: '.academy/cluster-real',
} as const;

interface ProveFlags {
  root: string;
  nodes: keyof typeof STATE_DIRS;
  cluster?: string;
  kubeconfig?: string;
  context?: string;
  examples?: boolean;
  onlyExamples?: boolean;
  twice?: boolean;
  jobs: number;
}

/** `academy prove` */
export function addProve(
  program: Command,
  { print, signal, setExitCode }: AcademyProgramOptions,
): void {
  program
    .command('prove')
    .description(
      'do every lab and challenge on a real cluster, right and wrong',
    )
    .argument('[unit...]', 'units, modules or courses; everything if left out')
    .option('--root <dir>', 'folder with the lessons', DEFAULT_ROOT)
    .option('--examples', 'the courses that are marked as examples, too')
    .option('--only-examples', 'nothing but those courses')
    .option('--twice', 'everything two times; both must agree')
    .option('--jobs <count>', 'proofs side by side', parseCount, DEFAULT_JOBS)
    .addOption(
      new Option('--nodes <shape>', 'which embedded cluster')
        .choices(Object.keys(STATE_DIRS))
        .default('simulated'),
    )
    .option('--cluster <dir>', 'state folder of another embedded cluster')
    .option(
      '--kubeconfig <file>',
      'another cluster: a kubeconfig with an identity of backstage/academy',
    )
    .option('--context <name>', 'context of that kubeconfig')
    .action(async (units: string[], flags: ProveFlags) => {
      const { root, twice, jobs } = flags;
      const cluster = await chosenCluster(flags);
      const runtime = await openCluster(cluster, signal);
      try {
        const { proven, failed, flaky, notProven } = await prove({
          root,
          units,
          examples: exampleChoice(flags),
          twice,
          jobs,
          runtime,
          cluster: cluster.name,
          print,
          signal,
        });
        print(
          `${proven} proven${
            twice ? ' twice' : ''
          }, ${failed} failed, ${flaky} flaky, ${notProven} not proven\n`,
        );
        setExitCode(failed + flaky > 0 ? 1 : 0);
      } finally {
        await runtime.close();
      }
    });
}

function exampleChoice({ examples, onlyExamples }: ProveFlags) {
  if (onlyExamples) {
    return 'only';
  }
  return examples ? 'with' : 'without';
}

async function chosenCluster(
  flags: ProveFlags,
): Promise<TrainingClusterOptions> {
  const { kubeconfig, context, nodes, cluster = STATE_DIRS[nodes] } = flags;
  if (!kubeconfig && !context) {
    return embeddedCluster(readConnection(cluster));
  }
  if (!kubeconfig || !context) {
    throw new InputError(
      '--kubeconfig and --context are given together: which file, and which of its contexts',
    );
  }
  return trainingClusterFromKubeconfig(kubeconfig, context);
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new InputError(`--jobs ${text}: expected a positive whole number`);
  }
  return count;
}
