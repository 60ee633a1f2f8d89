import type {
  SolutionStep,
  Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { parseManifests } from '@kubernetes-academy/lab-engine';

type Exec = Extract<SolutionStep, { exec: unknown }>['exec'];

/** The smallest thing that a learner does: one document, one command, one answer. */
export type Action =
  | { name: string; yaml: string; nested?: boolean }
  | { name: string; exec: Exec }
  | { name: string; answer: { check: string; text: string } };

/** Takes steps apart, so that each part of a solution can be tried. */
export function actionsOf(
  steps: SolutionStep[],
  files: Unit['files'],
): Action[] {
  return steps.flatMap((step): Action[] => {
    if (typeof step === 'string') {
      return documentsOf(step, files);
    }
    if ('nested' in step) {
      return documentsOf(step.nested, files).map(document => ({
        ...document,
        nested: true,
      }));
    }
    if ('exec' in step) {
      return [{ name: step.exec.command.join(' '), exec: step.exec }];
    }
    return [{ name: `answer to ${step.answer.check}`, answer: step.answer }];
  });
}

/** The answers among the steps of a solution. */
export function answersOf(steps: SolutionStep[]): SolutionStep[] {
  return steps.filter(step => typeof step === 'object' && 'answer' in step);
}

function documentsOf(file: string, files: Unit['files']) {
  return parseManifests(files[file]).map(({ object, line }, _, { length }) => ({
    name: length > 1 ? `${file}:${line}` : file,
    // JSON is YAML, and keeps each document as it was parsed.
    yaml: JSON.stringify(object),
  }));
}
