import { loadChanged as load, replace } from '../__testUtils__/loadChanged';

const LAB = 'c/m/lab/unit.yaml';

/** Turns the check of the lab into a question. */
async function asking(answer: string, solution: string) {
  const question = [
    'message: { en: No., ko: 아닙니다. }',
    'answer:',
    '  prompt: { en: Which?, ko: 어느 것? }',
    ...answer.split('\n').map(line => `  ${line}`),
  ].join('\n        ');
  return load({
    [LAB]: text =>
      replace(
        'solution: [solution/web.yaml]',
        `solution: ${solution}`,
      )(text.replace(/resources:[\s\S]*(?=\n {4}solution)/, question)),
  });
}

describe('answers', () => {
  it('are part of a solution', async () => {
    const content = await asking(
      'accept: [blue]',
      '[{ answer: { check: web-scaled, text: Blue } }]',
    );
    expect(content.problems).toEqual([]);
  });

  it.each([
    [
      'a question that the solution does not answer',
      'accept: [blue]',
      '[solution/web.yaml]',
      {
        field: 'tasks.0.checks.0.answer',
        message: 'the solution does not answer this',
      },
    ],
    [
      'an answer that nobody asks for',
      'accept: [blue]',
      '[{ answer: { check: web-scaled, text: blue } }, { answer: { check: colour, text: blue } }]',
      {
        field: 'tasks.0.solution.1.answer.check',
        message: '"colour" asks nothing',
        expected: 'web-scaled',
      },
    ],
    [
      'an accepted option that is not there',
      'accept: [c]\noptions: [{ id: a, text: { en: A, ko: 가 } }, { id: b, text: { en: B, ko: 나 } }]',
      '[{ answer: { check: web-scaled, text: a } }]',
      {
        field: 'tasks.0.checks.0.answer.accept',
        message: 'there is no option "c"',
        expected: 'a | b',
      },
    ],
  ])('reports %s', async (_, answer, solution, problem) => {
    const content = await asking(answer, solution);

    expect(content.problems).toEqual([expect.objectContaining(problem)]);
  });
});
