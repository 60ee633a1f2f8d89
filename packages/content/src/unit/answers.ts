import type {
  Check,
  ContentProblem,
  SolutionStep,
  UnitSpec,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { SpecDocument, SpecPath } from '../spec';

/** Checks that are solved together, and what is said about their answers. */
interface AnswerScope {
  checks: { list: Check[]; path: SpecPath };
  solution: { steps: SolutionStep[]; path: SpecPath };
}

/** Questions whose answer the unit does not give, and answers that nobody asks for. */
export function findAnswerProblems(
  spec: UnitSpec,
  document: SpecDocument,
): ContentProblem[] {
  return [
    ...scopesOf(spec).flatMap(scope => problemsOf(scope, document)),
    ...unanswerable(spec, document),
  ];
}

function scopesOf(spec: UnitSpec): AnswerScope[] {
  if (spec.kind === 'Lab') {
    return spec.tasks.map(({ checks, solution }, t) => ({
      checks: { list: checks, path: ['tasks', t, 'checks'] },
      solution: { steps: solution, path: ['tasks', t, 'solution'] },
    }));
  }
  if (spec.kind === 'Challenge') {
    return spec.scenarios.map(({ checks, solution }, s) => ({
      checks: { list: checks, path: ['scenarios', s, 'checks'] },
      solution: { steps: solution, path: ['scenarios', s, 'solution'] },
    }));
  }
  return [];
}

function problemsOf(
  { checks, solution }: AnswerScope,
  document: SpecDocument,
): ContentProblem[] {
  const asked = checks.list.filter(check => check.answer).map(({ id }) => id);
  const given = solution.steps.map(step =>
    typeof step === 'object' && 'answer' in step
      ? step.answer.check
      : undefined,
  );
  return [
    ...checks.list.flatMap(({ id, answer }, c) => {
      const path = [...checks.path, c];
      const unknown = answer?.options
        ? (answer.accept ?? []).filter(
            accepted => !answer.options?.some(option => option.id === accepted),
          )
        : [];
      return [
        ...(answer && !given.includes(id)
          ? [
              document.problem(
                [...path, 'answer'],
                'the solution does not answer this',
                `a step { answer: { check: ${id}, text: ... } } in the solution`,
              ),
            ]
          : []),
        ...unknown.map(accepted =>
          document.problem(
            [...path, 'answer', 'accept'],
            `there is no option "${accepted}"`,
            answer?.options?.map(option => option.id).join(' | '),
          ),
        ),
      ];
    }),
    ...given.flatMap((id, step) =>
      id === undefined || asked.includes(id)
        ? []
        : [
            document.problem(
              [...solution.path, step, 'answer', 'check'],
              `"${id}" asks nothing`,
              asked.join(' | ') || 'no answer, nothing is asked here',
            ),
          ],
    ),
  ];
}

/** Nobody is there yet to answer while a scenario is set up and broken. */
function unanswerable(
  spec: UnitSpec,
  document: SpecDocument,
): ContentProblem[] {
  if (spec.kind !== 'Challenge') {
    return [];
  }
  return spec.scenarios.flatMap((scenario, s) =>
    (['healthy', 'symptoms'] as const).flatMap(list =>
      scenario[list].flatMap((check, index) =>
        check.answer
          ? [
              document.problem(
                ['scenarios', s, list, index, 'answer'],
                'this is judged before there is a learner',
                'another kind of check',
              ),
            ]
          : [],
      ),
    ),
  );
}
