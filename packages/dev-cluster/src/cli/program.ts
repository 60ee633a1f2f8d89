import { join } from 'node:path';
import { Command, Option } from 'commander';
import {
  KUBECONFIG_IDENTITIES,
  kubeconfigFor,
  type KubeconfigIdentity,
} from '../pki/kubeconfig';
import { readConnection } from '../state/connection';
import { supervise } from '../supervisor/supervise';
import {
  chooseCluster,
  chosenDirs,
  NODE_KINDS,
  onlyChosenDir,
  type ChoiceFlags,
} from './clusterChoice';
import { resetCluster, stopCluster } from './down';
import { initCluster } from './init';
import { reportStatus } from './statusReport';
import { runUp, type UpFlags } from './upCommand';

/** What the program needs to know about its surroundings. @public */
export interface ProgramOptions {
  /** Arguments for Node that run this program again, for the supervisor. */
  self: string[];
  /** Takes what the commands say, line ends included. */
  print: (text: string) => void;
}

interface ClusterFlags extends ChoiceFlags {
  name?: string;
}

/**
 * The command line `cluster`.
 *
 * @public
 */
export function createProgram(options: ProgramOptions): Command {
  const { print } = options;
  const program = new Command('cluster')
    .description('The embedded evaluation cluster')
    .showHelpAfterError();

  describeCluster(program.command('init'))
    .description(
      'choose ports or addresses, write keys and connection.json; starts nothing',
    )
    .action(async (flags: ClusterFlags) => {
      const { dir, nodes, name } = chooseCluster(flags);
      await initCluster({ stateDir: dir, name, nodes, repairPorts: true });
      print(`${join(dir, 'connection.json')} is written.\n`);
    });

  describeCluster(program.command('up'))
    .description('find or start the cluster and wait until it is ready')
    .option(
      '--detach',
      'return once it is ready; otherwise stay until Ctrl-C and stop it then',
    )
    .option('--manifests <dir>', 'folder with workloads to apply')
    .option('--download-base <url>', 'mirror of the official releases')
    .option('--no-fsync', 'faster, but a power failure may destroy the state')
    .action((flags: ClusterFlags & UpFlags) =>
      runUp({ ...flags, ...chooseCluster(flags) }, options),
    );

  whichCluster(program.command('down'))
    .description('stop the processes of the cluster; its content stays')
    .action(async (flags: ChoiceFlags) => {
      for (const stateDir of chosenDirs(flags)) {
        const ran = await stopCluster({ stateDir });
        print(
          `The cluster in ${stateDir} ${
            ran ? 'is stopped' : 'was not running'
          }.\n`,
        );
      }
    });

  whichCluster(program.command('reset'))
    .description('stop the cluster and forget its content and keys')
    .action(async (flags: ChoiceFlags) => {
      for (const stateDir of chosenDirs(flags)) {
        await resetCluster({ stateDir });
        print(
          `The cluster in ${stateDir} is stopped and its content is gone.\n`,
        );
      }
    });

  whichCluster(program.command('status'))
    .description('how far the cluster is')
    .option('--json', 'as JSON; a list when there are several')
    .action(async (flags: ChoiceFlags & { json?: boolean }) =>
      print(await reportStatus(chosenDirs(flags), flags.json === true)),
    );

  whichCluster(program.command('kubeconfig'))
    .description('print a kubeconfig')
    .addOption(
      new Option('--identity <who>', 'who to be')
        .choices(KUBECONFIG_IDENTITIES)
        .default('admin'),
    )
    .action((flags: ChoiceFlags & { identity: KubeconfigIdentity }) =>
      print(
        kubeconfigFor(readConnection(onlyChosenDir(flags)), flags.identity),
      ),
    );

  program
    .command('supervise', { hidden: true })
    .requiredOption('--dir <stateDir>')
    .option('--manifests <dir>')
    .option('--no-fsync')
    .action(async (flags: UpFlags) => {
      const ended = new AbortController();
      for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        process.on(signal, () => ended.abort());
      }
      await supervise({
        stateDir: flags.dir,
        workloads: flags.manifests,
        noFsync: !flags.fsync,
        signal: ended.signal,
      });
    });

  return program;
}

function whichCluster(command: Command): Command {
  return command
    .option('--dir <stateDir>', 'folder with the state')
    .addOption(
      new Option(
        '--nodes <kind>',
        'the cluster of this checkout with such nodes',
      ).choices(NODE_KINDS),
    );
}

function describeCluster(command: Command): Command {
  return whichCluster(command).option(
    '--name <name>',
    'name of the cluster; dev, or dev-real with a real node',
  );
}
