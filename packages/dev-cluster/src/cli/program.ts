import { join } from 'node:path';
import { Command, Option } from 'commander';
import { PACKAGE_DIR } from '../binaries/binarySet';
import {
  KUBECONFIG_IDENTITIES,
  kubeconfigFor,
  type KubeconfigIdentity,
} from '../pki/kubeconfig';
import { readConnection } from '../state/connection';
import { supervise } from '../supervisor/supervise';
import { resetCluster, stopCluster } from './down';
import { initCluster } from './init';
import { describeStatus } from './statusReport';
import { runUp, type UpFlags } from './upCommand';

/** Beside the repository's package.json. */
const DEFAULT_STATE_DIR = join(PACKAGE_DIR, '..', '..', '.academy', 'cluster');

/** What the program needs to know about its surroundings. @public */
export interface ProgramOptions {
  /** Arguments for Node that run this program again, for the supervisor. */
  self: string[];
  /** Takes what the commands say, line ends included. */
  print: (text: string) => void;
}

interface StateFlags {
  dir: string;
}

interface ClusterFlags extends StateFlags {
  name: string;
  nodes: string;
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
    .description('choose ports, write keys and connection.json; starts nothing')
    .action(async (flags: ClusterFlags) => {
      assertSimulated(flags);
      await initCluster({
        stateDir: flags.dir,
        name: flags.name,
        repairPorts: true,
      });
      print(`${join(flags.dir, 'connection.json')} is written.\n`);
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
    .action(async (flags: ClusterFlags & UpFlags) => {
      assertSimulated(flags);
      await runUp(flags, options);
    });

  stateDir(program.command('down'))
    .description('stop the processes of the cluster; its content stays')
    .action(async (flags: StateFlags) => {
      const ran = await stopCluster({ stateDir: flags.dir });
      print(
        ran ? 'The cluster is stopped.\n' : 'The cluster was not running.\n',
      );
    });

  stateDir(program.command('reset'))
    .description('stop the cluster and forget its content and keys')
    .action(async (flags: StateFlags) => {
      await resetCluster({ stateDir: flags.dir });
      print('The cluster is stopped and its content is gone.\n');
    });

  stateDir(program.command('status'))
    .description('how far the cluster is')
    .option('--json', 'as JSON')
    .action((flags: StateFlags & { json?: boolean }) =>
      print(describeStatus(flags.dir, flags.json === true)),
    );

  stateDir(program.command('kubeconfig'))
    .description('print a kubeconfig')
    .addOption(
      new Option('--identity <who>', 'who to be')
        .choices(KUBECONFIG_IDENTITIES)
        .default('admin'),
    )
    .action((flags: StateFlags & { identity: KubeconfigIdentity }) =>
      print(kubeconfigFor(readConnection(flags.dir), flags.identity)),
    );

  stateDir(program.command('supervise', { hidden: true }))
    .option('--manifests <dir>')
    .option('--no-fsync')
    .action(async (flags: StateFlags & UpFlags) => {
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

function stateDir(command: Command): Command {
  return command.option(
    '--dir <stateDir>',
    'folder with the state',
    DEFAULT_STATE_DIR,
  );
}

function describeCluster(command: Command): Command {
  return stateDir(command)
    .option('--name <name>', 'name of the cluster', 'dev')
    .option('--nodes <shape>', 'kind of nodes', 'simulated');
}

function assertSimulated({ nodes }: ClusterFlags): void {
  if (nodes !== 'simulated') {
    throw new Error(
      `Nodes of the kind "${nodes}" are not available: this cluster has simulated nodes only. Leave --nodes out.`,
    );
  }
}
