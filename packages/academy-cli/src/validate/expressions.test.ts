import {
  labSchema,
  type Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { exampleUnit, SpecDocument } from '@kubernetes-academy/content';
import { parse } from 'yaml';
import { validateExpressions } from './expressions';

const FILE = 'unit.yaml';
const text = '{ en: Words, ko: 글 }';

/** A lab with one check, whose own lines are given. */
function lab(...check: string[]): string {
  return [
    'apiVersion: kubernetes-academy.io/v1',
    'kind: Lab',
    `title: ${text}`,
    `summary: ${text}`,
    'minutes: 5',
    'level: beginner',
    'parameters:',
    '  port: { integer: { min: 8000, max: 8009 } }',
    'tasks:',
    '  - id: task',
    `    title: ${text}`,
    '    solution: [solution.yaml]',
    '    checks:',
    '      - id: check',
    `        title: ${text}`,
    ...check.map(line => `        ${line}`),
  ].join('\n');
}

function problemsOf(source: string) {
  const unit: Unit = {
    id: 'course/module/lab',
    spec: labSchema.parse(parse(source)),
    text: { en: '', ko: '' },
    sections: {},
    diagrams: [],
    files: {},
    hash: 'hash',
  };
  return validateExpressions({
    unit: exampleUnit(unit),
    document: SpecDocument.parse(FILE, source),
    lines: source.split('\n'),
  });
}

/** Where the marked part of a source stands, without the mark. */
function marked(source: string) {
  const offset = source.indexOf('¶');
  const before = source.slice(0, offset).split('\n');
  return {
    source: source.replace('¶', ''),
    line: before.length,
    column: before[before.length - 1].length + 1,
  };
}

const web = 'resources: { web: { apiVersion: v1, kind: Service, name: web } }';

describe('validateExpressions', () => {
  it.each([
    ['on one line', ['  - expr: web.spec.size == 3 && ¶nobody == 1']],
    ['in single quotes', [`  - expr: 'web.a == "it''s" && ¶nobody == 1'`]],
    ['in double quotes', [`  - expr: "web.a == \\"b\\" && ¶nobody == 1"`]],
    [
      'folded over lines',
      ['  - expr: >-', '      web.a == 1', '      && web.b == ¶nobody'],
    ],
    [
      'on lines of its own',
      ['  - expr: |', '      web.a == 1', '', '      && web.b == ¶nobody'],
    ],
    ['with a parameter', ['  - expr: web.a == {{port}} && ¶nobody == 1']],
  ])('points into an expression %s', (_how, assert) => {
    const { source, line, column } = marked(
      lab(web, 'assert:', ...assert, `    message: ${text}`),
    );
    expect(problemsOf(source)).toEqual({
      expressions: 1,
      problems: [
        {
          file: FILE,
          field: 'tasks.0.checks.0.assert.0.expr',
          line,
          column,
          message: 'Unknown variable: nobody',
          expected: 'a CEL expression that is true or false',
        },
      ],
    });
  });

  it('compiles the statement about an answer with the answer as text', () => {
    const answer = (expr: string) =>
      lab(
        web,
        'answer:',
        `  prompt: ${text}`,
        `  expr: ${expr}`,
        `message: ${text}`,
      );
    expect(problemsOf(answer('int(answer) == web.spec.port'))).toEqual({
      expressions: 1,
      problems: [],
    });
    const { source, line, column } = marked(answer('¶answer > 3'));
    expect(problemsOf(source).problems).toEqual([
      expect.objectContaining({
        field: 'tasks.0.checks.0.answer.expr',
        line,
        column,
        message: 'no such overload: string > int',
      }),
    ]);
    expect(problemsOf(answer('answer.size()')).problems).toEqual([
      expect.objectContaining({
        message: 'Expected true or false, but this gives int',
      }),
    ]);
  });

  it('does not let an object take the name of the answer', () => {
    const source = lab(
      web.replace('web:', 'answer:'),
      'answer:',
      `  prompt: ${text}`,
      '  expr: answer == "3"',
      `message: ${text}`,
    );
    expect(problemsOf(source).problems).toEqual([
      expect.objectContaining({
        message: expect.stringContaining("'answer' belongs to"),
      }),
    ]);
  });

  it.each([
    [
      'dryRun.reason',
      ['dryRun:', '  file: a.yaml', '  expect: rejected', '  reason: ¶a(?=b)'],
    ],
    ['log.matches', ['log:', '  pods: { app: web }', '  matches: ¶(a']],
    ['answer.matches', ['answer:', `  prompt: ${text}`, '  matches: ¶a**']],
  ])('refuses a pattern that RE2 does not have in %s', (field, check) => {
    const { source, line, column } = marked(lab(...check, `message: ${text}`));
    expect(problemsOf(source)).toEqual({
      expressions: 1,
      problems: [
        {
          file: FILE,
          field: `tasks.0.checks.0.${field}`,
          line,
          column,
          message: expect.stringContaining('Not a pattern of RE2'),
          expected: 'a pattern of RE2',
        },
      ],
    });
  });
});
