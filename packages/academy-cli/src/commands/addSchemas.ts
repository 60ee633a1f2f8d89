import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentJsonSchemas } from '@kubernetes-academy/content';
import type { Command } from 'commander';
import type { AcademyProgramOptions } from './types';

/** `academy schemas` */
export function addSchemas(
  program: Command,
  { print }: AcademyProgramOptions,
): void {
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
}
