import { writeFile } from 'node:fs/promises';
import { InputError } from '@backstage/errors';
import { readConnection } from '@kubernetes-academy/dev-cluster';
import {
  trainingClusterFromKubeconfig,
  type TrainingClusterOptions,
} from '@kubernetes-academy/lab-engine';
import { Option, type Command } from 'commander';
import { formatTable, jsonReport, junitReport, prove } from '../prove';
import { embeddedCluster, openCluster } from '../prove/openCluster';
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
  all?: boolean;
  examples?: boolean;
  onlyExamples?: boolean;
  twice?: boolean;
  jobs?: number;
  junit?: string;
  json?: string;
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
    .option('--all', 'the courses that are marked as examples, too')
    .addOption(new Option('--examples', 'the former name of --all').hideHelp())
    .option('--only-examples', 'nothing but those courses')
    .option('--twice', 'everything two times; both must agree')
    .option(
      '--jobs <count>',
      'proofs side by side; default: one per core, as far as the cluster has room',
      parseCount,
    )
    .option('--junit <file>', 'write the results as JUnit XML')
    .option('--json <file>', 'write the results as JSON')
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
      const { root, twice, jobs, junit, json } = flags;
      const cluster = await chosenCluster(flags);
      const runtime = await openCluster(cluster, signal);
      try {
        const report = await prove({
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
        if (junit) {
          await writeFile(junit, junitReport(report));
        }
        if (json) {
          await writeFile(json, jsonReport(report));
        }
        print(`\n${formatTable(report, twice ?? false)}`);
        setExitCode(report.failed + report.flaky > 0 ? 1 : 0);
      } finally {
        await runtime.close();
      }
    });
}

function exampleChoice({ all, examples, onlyExamples }: ProveFlags) {
  if (onlyExamples) {
    return 'only';
  }
  return all || examples ? 'with' : 'without';
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
