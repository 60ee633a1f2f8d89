import { junitReport } from './reportFiles';
import { countResults, formatTable } from './results';
import type { ProofResult } from './results';

const RESULTS: ProofResult[] = [
  { name: 'c/m/lab', end: 'proven', seconds: [1, 2], steps: [] },
  {
    name: 'c/m/challenge#first',
    end: 'failed',
    reason: 'solution: <web> "is" refused\u0007',
    seconds: [3],
    steps: [
      { name: 'set-up', seconds: 1 },
      { name: 'solution', seconds: 2, error: '<web> "is" refused' },
    ],
  },
  {
    name: 'c/m/challenge#second',
    end: 'notProven',
    reason: 'the cluster lacks real-nodes',
    seconds: [],
    steps: [],
  },
];
const REPORT = { ...countResults(RESULTS), results: RESULTS };

describe('the report of a proof', () => {
  it('is a table that passes nothing over', () => {
    expect(formatTable(REPORT, true).split('\n')).toEqual([
      'c/m/lab               proven      1.0 s + 2.0 s',
      'c/m/challenge#first   FAILED      solution: <web> "is" refused\u0007',
      'c/m/challenge#second  not proven  the cluster lacks real-nodes',
      '1 proven twice, 1 failed, 0 flaky, 1 not proven',
      '',
    ]);
  });

  it('is XML for build servers', () => {
    expect(junitReport(REPORT).split('\n')).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuite name="academy prove" tests="3" failures="1" errors="0" skipped="1">',
      '  <testcase classname="c/m/lab" name="lab" time="3.000"></testcase>',
      '  <testcase classname="c/m/challenge" name="first" time="3.000"><failure type="failed" message="solution: &lt;web&gt; &quot;is&quot; refused">set-up: ok',
      'solution: &lt;web&gt; &quot;is&quot; refused</failure></testcase>',
      '  <testcase classname="c/m/challenge" name="second" time="0.000"><skipped message="the cluster lacks real-nodes"/></testcase>',
      '</testsuite>',
      '',
    ]);
  });
});
