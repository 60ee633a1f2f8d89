import { InputError } from '@backstage/errors';
import { Command, Option } from 'commander';
import {
  checkCluster,
  describeConfig,
  formatFinding,
  isProblem,
  prepareCluster,
  readTrainingManifests,
  summarize,
  writeAccess,
} from '../cluster';
import { onCluster, withClusterFlags, type ClusterFlags } from './clusterFlags';
import type { AcademyProgramOptions } from './types';

/** Enough for a day of trying; a portal that stays renews its token itself. */
const DEFAULT_TOKEN_HOURS = 24;

const MANIFESTS_FLAG = [
  '--manifests <file>',
  "your own rendering of the manifests, in place of the Academy's",
] as const;

/** How the portal is to use the cluster. */
interface ManifestFlags {
  manifests?: string;
  pool?: number;
  watchScope?: 'sandbox' | 'cluster';
}

interface CheckFlags extends ClusterFlags, ManifestFlags {
  json?: boolean;
}

interface PrepareFlags extends ClusterFlags, ManifestFlags {
  verbose?: boolean;
  yes?: boolean;
}

/** `academy cluster ...`, for platform teams */
export function addCluster(
  program: Command,
  options: AcademyProgramOptions,
): void {
  const cluster = new Command('cluster').description(
    'make a cluster a training cluster, and check that it is one',
  );
  program.addCommand(cluster);
  addManifests(cluster, options);
  addCheck(cluster, options);
  addPrepare(cluster, options);
  addAccess(cluster, options);
}

function addManifests(
  cluster: Command,
  { print }: AcademyProgramOptions,
): void {
  withSupplyFlags(cluster.command('manifests'))
    .description('print all that is installed, for "kubectl apply -f -"')
    .action(async (flags: ManifestFlags) =>
      print((await readManifests(flags)).text),
    );
}

function addCheck(
  cluster: Command,
  { print, setExitCode }: AcademyProgramOptions,
): void {
  withSupplyFlags(withClusterFlags(cluster.command('check')))
    .description(
      'report every right, policy and label that is not as it should',
    )
    .option(...MANIFESTS_FLAG)
    .option('--json', 'print the findings as JSON')
    .action(async (flags: CheckFlags) => {
      const manifests = await readManifests(flags);
      const findings = await onCluster(flags, (objects, options) =>
        checkCluster({ objects, cluster: options, manifests }),
      );
      const ready = !findings.some(isProblem);
      if (flags.json) {
        const report = { cluster: flags.context, ready, findings };
        print(`${JSON.stringify(report, null, 2)}\n`);
      } else {
        findings.forEach(finding => print(formatFinding(finding)));
        print(
          `\n${summarize(findings)}. "${flags.context}" ${
            ready
              ? 'is ready for labs.'
              : `is not ready for labs; "npm run academy -- cluster prepare --context ${flags.context}" writes what is missing.`
          }\n`,
        );
      }
      setExitCode(ready ? 0 : 1);
    });
}

function addPrepare(
  cluster: Command,
  { print, confirm, setExitCode }: AcademyProgramOptions,
): void {
  withSupplyFlags(withClusterFlags(cluster.command('prepare')))
    .description('install what is missing, after asking')
    .option(...MANIFESTS_FLAG)
    .option('--verbose', 'print the manifests, too')
    .option('--yes', 'do not ask')
    .action(async (flags: PrepareFlags) => {
      const { verbose = false, yes = false } = flags;
      const manifests = await readManifests(flags);
      await onCluster(flags, async (objects, options) => {
        const ready = await prepareCluster({
          objects,
          cluster: options,
          manifests,
          verbose,
          yes,
          print,
          confirm,
        });
        setExitCode(ready ? 0 : 1);
        if (ready) {
          print(
            `"${
              flags.context
            }" is ready for labs. In app-config.yaml:\n\n${describeConfig({
              ...options,
              ...manifests.config,
            })}\nThe tokens: npm run academy -- cluster access <dir> --context ${
              flags.context
            }\n`,
          );
        }
      });
    });
}

function addAccess(cluster: Command, { print }: AcademyProgramOptions): void {
  withClusterFlags(cluster.command('access'))
    .description(
      "issue the portal's tokens for a prepared cluster, in files with its address and authority",
    )
    .argument('<dir>', 'folder to write to')
    .option(
      '--hours <count>',
      'how long the tokens live',
      parseHours,
      DEFAULT_TOKEN_HOURS,
    )
    .action(async (dir: string, flags: ClusterFlags & { hours: number }) => {
      const { hours } = flags;
      const access = await onCluster(flags, (objects, options) =>
        writeAccess({ objects, cluster: options, dir, hours }),
      );
      print(
        `${access.academyTokenFile}\n${access.viewerTokenFile}\nuntil ${access.expiresAt}\n`,
      );
    });
}

function readManifests({ manifests: file, ...flags }: ManifestFlags) {
  return readTrainingManifests({ ...flags, file });
}

/** Adds the choices on which rights the portal gets. */
function withSupplyFlags(command: Command): Command {
  return command
    .option(
      '--pool <count>',
      'sandboxes come from so many namespaces that exist already',
      parseCount,
    )
    .addOption(
      new Option(
        '--watch-scope <scope>',
        'whose watches checks read from; as in academy.trainingClusters',
      ).choices(['sandbox', 'cluster']),
    );
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new InputError(`--pool ${text}: expected a positive whole number`);
  }
  return count;
}

function parseHours(text: string): number {
  const hours = Number(text);
  if (!(hours > 0)) {
    throw new InputError(`--hours ${text}: expected a positive number`);
  }
  return hours;
}
