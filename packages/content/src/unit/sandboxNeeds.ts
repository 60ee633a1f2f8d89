import type {
  ContentProblem,
  UnitSpec,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { SpecDocument } from '../spec';
import { checksOf } from './checks';
import { solutionStepsOf } from './solutionSteps';

const NESTED_EXPECTED = 'sandbox: { profile: nested }';
const REAL_EXPECTED = 'needs: [real-nodes]';

/** Kinds of check that look into containers. */
const CONTAINER_CHECKS = ['probe', 'log'] as const;

/** What a unit uses without asking for a sandbox or a cluster that has it. */
export function findUnmetSandboxNeeds(
  spec: UnitSpec,
  document: SpecDocument,
): ContentProblem[] {
  if (spec.kind === 'Lesson') {
    return [];
  }
  const nested = spec.sandbox?.profile === 'nested';
  // A nested control plane consists of containers, so it runs on real nodes only.
  const containersRun = nested || spec.needs.includes('real-nodes');

  const checks = checksOf(spec).flatMap(({ check, path }) => [
    ...(check.nested && !nested
      ? [
          document.problem(
            [...path, 'nested'],
            'this sandbox has no nested control plane',
            NESTED_EXPECTED,
          ),
        ]
      : []),
    ...CONTAINER_CHECKS.filter(kind => check[kind] && !containersRun).map(
      kind =>
        document.problem(
          [...path, kind],
          'containers run on real nodes only',
          REAL_EXPECTED,
        ),
    ),
  ]);
  const steps = solutionStepsOf(spec).flatMap(({ step, path }) => {
    if (typeof step === 'string') {
      return [];
    }
    if ('nested' in step) {
      return nested
        ? []
        : [
            document.problem(
              [...path, 'nested'],
              'this sandbox has no nested control plane',
              NESTED_EXPECTED,
            ),
          ];
    }
    return containersRun || 'answer' in step
      ? []
      : [
          document.problem(
            [...path, 'exec'],
            'commands run in real containers only',
            REAL_EXPECTED,
          ),
        ];
  });
  return [...checks, ...steps];
}
