import type {
  ContentProblem,
  SolutionStep,
  UnitSpec,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ContentTree } from '../files/ContentTree';
import type { SpecDocument, SpecPath } from '../spec';
import { checksOf } from './checks';

/** A manifest file that a unit names. @public */
export interface NamedFile {
  /** Path in the unit's folder. */
  file: string;
  /** Where the specification names it. */
  path: SpecPath;
  /** What the unit uses it for. */
  role: 'setup' | 'fault' | 'solution' | 'mutant' | 'check';
  /** The API server need not accept it: that it does or does not is what a check is about. */
  judged?: boolean;
  /** It is applied inside the nested control plane and may name namespaces there. */
  nested?: boolean;
}

/** Every manifest file that a unit names, in the order of the specification. @public */
export function namedFilesOf(spec: UnitSpec): NamedFile[] {
  const named: NamedFile[] = [];
  const add = (
    role: NamedFile['role'],
    steps: SolutionStep[],
    path: SpecPath,
  ) =>
    steps.forEach((step, i) => {
      if (typeof step === 'string') {
        named.push({ file: step, role, path: [...path, i] });
      } else if ('nested' in step) {
        const at = [...path, i, 'nested'];
        named.push({ file: step.nested, role, path: at, nested: true });
      }
    });
  const addMutants = (mutants: { file?: string }[], path: SpecPath) =>
    mutants.forEach(({ file }, i) => {
      if (file !== undefined) {
        named.push({ file, role: 'mutant', path: [...path, i, 'file'] });
      }
    });

  if (spec.kind === 'Lab') {
    add('setup', spec.setup, ['setup']);
    spec.tasks.forEach((task, t) =>
      add('solution', task.solution, ['tasks', t, 'solution']),
    );
    addMutants(spec.mutants, ['mutants']);
  }
  if (spec.kind === 'Challenge') {
    spec.scenarios.forEach((scenario, s) => {
      add('setup', scenario.setup, ['scenarios', s, 'setup']);
      add('fault', scenario.faults, ['scenarios', s, 'faults']);
      add('solution', scenario.solution, ['scenarios', s, 'solution']);
      scenario.alternatives.forEach(({ files }, a) =>
        add('solution', files, ['scenarios', s, 'alternatives', a, 'files']),
      );
      addMutants(scenario.mutants, ['scenarios', s, 'mutants']);
    });
  }
  for (const { check, path } of checksOf(spec)) {
    if (check.dryRun) {
      const { file } = check.dryRun;
      const at = [...path, 'dryRun', 'file'];
      named.push({ file, role: 'check', path: at, judged: true });
    }
  }
  return named;
}

/** Reads the named files; one that cannot be read is a problem where it is named. */
export async function readNamedFiles(options: {
  tree: ContentTree;
  folder: string;
  document: SpecDocument;
  spec: UnitSpec;
}): Promise<{ files: Record<string, string>; problems: ContentProblem[] }> {
  const { tree, folder, document, spec } = options;
  const files: Record<string, string> = {};
  const problems: ContentProblem[] = [];
  for (const { file, path } of namedFilesOf(spec)) {
    try {
      files[file] ??= await tree.read(`${folder}/${file}`);
    } catch (error) {
      problems.push(
        document.problem(
          path,
          `${file}: ${(error as Error).message}`,
          'a YAML file in the folder of the unit',
        ),
      );
    }
  }
  return { files, problems };
}
