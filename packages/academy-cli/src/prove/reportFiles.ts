import type { ProofReport, ProofResult } from './results';

/** The report for programs. */
export function jsonReport(report: ProofReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The report as JUnit's XML, which build servers show; a test case per lab or scenario. */
export function junitReport({
  results,
  failed,
  flaky,
  notProven,
}: ProofReport): string {
  const cases = results.map(result => {
    const [unit, scenario] = result.name.split('#');
    const seconds = result.seconds.reduce((sum, each) => sum + each, 0);
    const head = `classname="${escape(unit)}" name="${escape(
      scenario ?? 'lab',
    )}" time="${seconds.toFixed(3)}"`;
    return `  <testcase ${head}>${outcome(result)}</testcase>`;
  });
  const counts = `tests="${results.length}" failures="${
    failed + flaky
  }" errors="0" skipped="${notProven}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="academy prove" ${counts}>`,
    ...cases,
    '</testsuite>',
    '',
  ].join('\n');
}

function outcome({ end, reason = '', steps }: ProofResult): string {
  if (end === 'proven') {
    return '';
  }
  const message = `message="${escape(reason)}"`;
  if (end === 'notProven') {
    return `<skipped ${message}/>`;
  }
  const log = steps.map(
    ({ name, error }) => `${name}: ${error === undefined ? 'ok' : error}`,
  );
  return `<failure type="${end}" ${message}>${escape(
    log.join('\n'),
  )}</failure>`;
}

/** XML has no place for most control characters, not even escaped. */
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escape(text: string): string {
  return text
    .replace(UNPRINTABLE, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
