import { Command } from 'commander';
import { addCluster } from './commands/addCluster';
import { addProve } from './commands/addProve';
import { addSchemas } from './commands/addSchemas';
import { addValidate } from './commands/addValidate';
import type { AcademyProgramOptions } from './commands/types';

/**
 * The command line `academy`.
 *
 * @public
 */
export function createProgram(options: AcademyProgramOptions): Command {
  const program = new Command('academy')
    .description('For authors of lessons and for platform teams')
    .showHelpAfterError();
  addValidate(program, options);
  addProve(program, options);
  addSchemas(program, options);
  addCluster(program, options);
  return program;
}
