import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentJsonSchemas } from '@kubernetes-academy/content';
import { InputError } from '@backstage/errors';
import { readConnection } from '@kubernetes-academy/dev-cluster';
import {
  trainingClusterFromKubeconfig,
  type TrainingClusterOptions,
} from '@kubernetes-academy/lab-engine';
import { Command } from 'commander';
import { prove } from './prove';
import { embeddedCluster, openCluster } from './prove/openCluster';
import { formatProblem, validate } from './validate';

/** In the working directory, which is the repository when npm runs this. */
const DEFAULT_ROOT = 'lessons';
const DEFAULT_STATE_DIR = '.academy/cluster';

/** How the command line reaches its process. @public */
export interface AcademyProgramOptions {
  /** Writes text to standard output; line ends are part of it. */
  print: (text: string) => void;
  /** Ends proofs early; their sandboxes are removed first. */
  signal: AbortSignal;
  /** Something is wrong with the content; the process ends with this later. */
  setExitCode: (code: number) => void;
}

interface ProveFlags {
  root: string;
  cluster: string;
  kubeconfig?: string;
  context?: string;
}

async function chosenCluster(
  flags: ProveFlags,
): Promise<TrainingClusterOptions> {
  const { kubeconfig, context, cluster } = flags;
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

/**
 * The command line `academy`.
 *
 * @public
 */
export function createProgram(options: AcademyProgramOptions): Command {
  const { print, signal, setExitCode } = options;
  const program = new Command('academy')
    .description('For authors of lessons')
    .showHelpAfterError();

  program
    .command('validate')
    .description('check the lessons: files, languages, expressions, manifests')
    .option('--root <dir>', 'folder with the lessons', DEFAULT_ROOT)
    .option(
      '--cluster <dir>',
      'state folder of an embedded cluster that judges the manifests',
    )
    .action(async (flags: { root: string; cluster?: string }) => {
      const { problems, ...count } = await validate({
        root: flags.root,
        connection: flags.cluster ? readConnection(flags.cluster) : undefined,
      });
      for (const problem of problems) {
        print(`${formatProblem(problem)}\n`);
      }
      print(
        `${count.units} units, ${count.expressions} expressions, ${count.manifests} manifests, ${problems.length} problems\n`,
      );
      setExitCode(problems.length > 0 ? 1 : 0);
    });

  program
    .command('prove')
    .description(
      'do every lab and challenge on a real cluster, right and wrong',
    )
    .argument('[unit...]', 'units, modules or courses; everything if left out')
    .option('--root <dir>', 'folder with the lessons', DEFAULT_ROOT)
    .option(
      '--cluster <dir>',
      'state folder of the embedded cluster',
      DEFAULT_STATE_DIR,
    )
    .option(
      '--kubeconfig <file>',
      'another cluster: a kubeconfig with the token of backstage/academy',
    )
    .option('--context <name>', 'context of that kubeconfig')
    .action(async (units: string[], flags: ProveFlags) => {
      const cluster = await chosenCluster(flags);
      const runtime = await openCluster(cluster, signal);
      try {
        const { proven, failed, notProven } = await prove({
          root: flags.root,
          units,
          runtime,
          cluster: cluster.name,
          print,
          signal,
        });
        print(`${proven} proven, ${failed} failed, ${notProven} not proven\n`);
        setExitCode(failed > 0 ? 1 : 0);
      } finally {
        await runtime.close();
      }
    });

  program
    .command('schemas')
    .description('write the JSON Schemas of course, module and unit files')
    .argument('<dir>', 'folder to write to')
    .action(async (dir: string) => {
      await mkdir(dir, { recursive: true });
      for (const [name, schema] of Object.entries(contentJsonSchemas())) {
        const file = join(dir, `${name}.schema.json`);
        await writeFile(file, `${JSON.stringify(schema, null, 2)}\n`);
        print(`${file}\n`);
      }
    });

  return program;
}
