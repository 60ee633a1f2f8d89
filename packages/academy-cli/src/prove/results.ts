import type { StepRecord } from './Steps';

/** How the proof of one lab or scenario ended. @public */
export interface ProofResult {
  /** Unit id, with `#` and the scenario. */
  name: string;
  /**
   * `proven`: did what it must do, with right and wrong solutions, each time.
   * `flaky`: one time and not the other, so the lab or its checks depend on
   * luck. `notProven`: the cluster lacks what it needs.
   */
  end: 'proven' | 'failed' | 'flaky' | 'notProven';
  /** Why it is not proven. */
  reason?: string;
  /** How long each proof took. */
  seconds: number[];
  /** What was done, in order. */
  steps: StepRecord[];
}

/** How many labs and scenarios came to which end, and what about each. @public */
export interface ProofReport extends Record<ProofResult['end'], number> {
  /** In the order of the lessons. */
  results: ProofResult[];
}

/** Column heads and words of the table. */
const END_WORDS: Record<ProofResult['end'], string> = {
  proven: 'proven',
  failed: 'FAILED',
  flaky: 'FLAKY',
  notProven: 'not proven',
};

/** Longest reason in the table; all of it is in the lines before. */
const MAX_REASON_CHARS = 160;

/** How many results came to which end. */
export function countResults(
  results: ProofResult[],
): Record<ProofResult['end'], number> {
  const count = { proven: 0, failed: 0, flaky: 0, notProven: 0 };
  results.forEach(({ end }) => {
    count[end] += 1;
  });
  return count;
}

/** A line per lab and scenario, and one with the sums. */
export function formatTable(report: ProofReport, twice: boolean): string {
  const { results, proven, failed, flaky, notProven } = report;
  const nameWidth = Math.max(0, ...results.map(({ name }) => name.length));
  const wordWidth = Math.max(
    ...Object.values(END_WORDS).map(({ length }) => length),
  );
  const lines = results.map(({ name, end, reason = '', seconds }) => {
    const times = seconds.map(each => `${each.toFixed(1)} s`).join(' + ');
    const why = reason.slice(0, MAX_REASON_CHARS).replaceAll('\n', ' ');
    const word = END_WORDS[end].padEnd(wordWidth);
    return `${name.padEnd(nameWidth)}  ${word}  ${why || times}`.trimEnd();
  });
  const sums = `${proven} proven${
    twice ? ' twice' : ''
  }, ${failed} failed, ${flaky} flaky, ${notProven} not proven`;
  return [...lines, sums].map(line => `${line}\n`).join('');
}
