import { readConnection } from '@kubernetes-academy/dev-cluster';
import type { Command } from 'commander';
import { formatProblem, validate } from '../validate';
import { DEFAULT_ROOT, type AcademyProgramOptions } from './types';

/** `academy validate` */
export function addValidate(
  program: Command,
  { print, setExitCode }: AcademyProgramOptions,
): void {
  program
    .command('validate')
    .description(
      'check the lessons: files, languages, expressions, manifests, commands, links',
    )
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
        `${count.units} units, ${count.expressions} expressions, ${count.manifests} manifests, ${count.commands} commands, ${problems.length} problems\n`,
      );
      setExitCode(problems.length > 0 ? 1 : 0);
    });
}
