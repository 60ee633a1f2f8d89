import type {
  Assertion,
  Check,
  Evidence,
  LocalizedText,
  UnknownReason,
  VerdictOutcome,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { CelResult } from '../cel';
import type { BoundResource } from './bindResources';
import { evidenceOf, type Observation } from './evidence';
import { unfitMessage } from './messages';

/** What a check says about the objects of one moment. @public */
export interface CheckEvaluation {
  /** Whether the statement holds at this moment. */
  outcome: VerdictOutcome;
  /** Absent when passed. */
  message?: LocalizedText;
  /** Of an outcome that is `unknown`. */
  reason?: UnknownReason;
  /** What was read, ten objects at most. */
  evidence: Evidence[];
  /** The evaluation itself failed; another try may do better with the same objects. */
  retry?: boolean;
}

/** One assertion of a check, in the order in which they are judged. */
export interface Statement extends Assertion {
  /** `assert` must be true, `never` must be false. */
  wanted: boolean;
}

/** What was evaluated for one statement. */
export interface StatementResult {
  statement: Statement;
  result: CelResult;
  observed?: CelResult;
}

export function statementsOf(check: Check): Statement[] {
  return [
    ...check.assert.map(assertion => ({ ...assertion, wanted: true })),
    ...(check.never ?? []).map(assertion => ({ ...assertion, wanted: false })),
  ];
}

function decide({
  statement,
  result,
}: StatementResult): { holds: boolean } | { unfit: string } {
  switch (result.state) {
    case 'error':
      return { unfit: result.message };
    case 'missing':
      // Fails `never` too: what cannot be read proves nothing.
      return { holds: false };
    default:
      return result.bool === undefined
        ? {
            unfit: `expected true or false from "${statement.expr}", got ${result.text}`,
          }
        : { holds: result.bool === statement.wanted };
  }
}

/** A name as a variable, not as a field of something else. */
function mentions(statement: Statement, { name }: BoundResource): boolean {
  const variable = new RegExp(`(?<![.\\w]|\\.\\?)${name}\\b`);
  return (
    variable.test(statement.expr) || variable.test(statement.observe ?? '')
  );
}

function observationOf({ statement, observed }: StatementResult): Observation {
  const { want } = statement;
  return {
    ...(observed?.state === 'value' && { observed: observed.text }),
    ...(observed?.state === 'missing' && { observed: 'none' }),
    ...(want !== undefined && { want }),
  };
}

/** All statements must hold; the first that does not says why. */
export function judge(
  statementResults: StatementResult[],
  resources: BoundResource[],
  now: Date,
): CheckEvaluation {
  for (const statementResult of statementResults) {
    const { statement } = statementResult;
    const decision = decide(statementResult);
    if ('unfit' in decision) {
      return {
        outcome: 'unknown',
        reason: 'error',
        message: unfitMessage(decision.unfit),
        evidence: evidenceOf(resources, now),
      };
    }
    if (!decision.holds) {
      const involved = resources.filter(resource =>
        mentions(statement, resource),
      );
      return {
        outcome: 'notYet',
        message: statement.message,
        evidence: evidenceOf(involved, now, observationOf(statementResult)),
      };
    }
  }
  return { outcome: 'passed', evidence: evidenceOf(resources, now) };
}
