import { loadChanged as load, replace } from '../__testUtils__/loadChanged';
import type { Change } from '../__testUtils__/loadChanged';

const LAB = 'c/m/lab/unit.yaml';
const WEB = 'c/m/lab/solution/web.yaml';

/** Declares parameters in the lab, and changes it. */
function withParameters(change: Change = {}): Change {
  const declare = (text: string) =>
    text.replace(
      'tasks:',
      'parameters:\n  zone: { oneOf: [a, b] }\n  word: { letters: 4, secret: true }\ntasks:',
    );
  return { ...change, [LAB]: text => (change[LAB] ?? String)(declare(text)) };
}

describe('parameters of a unit', () => {
  it('may stand in manifests, texts and checks', async () => {
    const content = await load(
      withParameters({
        [LAB]: replace('name: web }', 'name: "{{zone}}-{{word}}" }'),
        [WEB]: () => 'a: {{zone}} {{word}} {{sandboxNamespace}}\n',
        'c/m/lab/en.md': replace('Do it.', 'Do it in {{zone}}.'),
        'c/m/lab/ko.md': replace('해 보세요.', '{{zone}}에서 해 보세요.'),
      }),
    );
    expect(content.problems).toEqual([]);
  });

  it('leaves braces alone where nothing is declared', async () => {
    const content = await load({ [WEB]: () => 'a: {{colour}}\n' });
    expect(content.problems).toEqual([]);
  });

  it('leaves the words of Go templates alone', async () => {
    const template = '-o go-template={{range .items}}{{.kind}}{{end}}';
    const content = await load(
      withParameters({
        'c/m/lab/en.md': replace('Do it.', template),
        'c/m/lab/ko.md': replace('해 보세요.', template),
      }),
    );
    expect(content.problems).toEqual([]);
  });

  it.each<[string, Change, object]>([
    [
      'a name in a file that nobody declares',
      { [WEB]: () => 'a: 1\nb: {{zoo}}\n' },
      {
        file: WEB,
        line: 2,
        message: '"{{zoo}}" is declared nowhere',
        expected: '{{zone}} | {{word}}',
      },
    ],
    [
      'a name in the text that nobody declares',
      {
        'c/m/lab/ko.md': replace('해 보세요.', '{{zoo}}'),
      },
      {
        file: 'c/m/lab/ko.md',
        line: 5,
        message: expect.stringContaining('zoo'),
      },
    ],
    [
      'a name in a check that nobody declares',
      { [LAB]: replace('web.spec.replicas == 3', 'web.spec.x == "{{zoo}}"') },
      {
        file: LAB,
        field: 'tasks.0.checks.0.assert.0.expr',
        message: expect.stringContaining('zoo'),
      },
    ],
    [
      'a secret in a message',
      { [LAB]: replace('en: Not yet.', 'en: "Not {{word}}."') },
      {
        field: 'tasks.0.checks.0.assert.0.message.en',
        message: '"{{word}}" is secret and would be seen here',
      },
    ],
    [
      'a secret in the text',
      { 'c/m/lab/en.md': replace('Do it.', 'Use {{word}}.') },
      {
        file: 'c/m/lab/en.md',
        line: 5,
        message: expect.stringContaining('secret'),
      },
    ],
    [
      'a value in the title of the unit',
      { [LAB]: replace('{ en: Title,', '{ en: "In {{zone}}",') },
      { field: 'title.en', message: expect.stringContaining('no value here') },
    ],
  ])('reports %s', async (_, change, problem) => {
    const content = await load(withParameters(change));

    expect(content.problems).toEqual([expect.objectContaining(problem)]);
    expect(Object.keys(content.units)).toEqual(['c/m/lesson']);
  });

  it('lets the last hint say a secret, and no other', async () => {
    const hints = (kind: string) => ({
      [LAB]: replace(
        '    solution:',
        `    hints:\n      - kind: ${kind}\n        text: { en: "{{word}}", ko: "{{word}}" }\n    solution:`,
      ),
    });
    const last = await load(withParameters(hints('solution')));
    const earlier = await load(withParameters(hints('field')));

    expect(last.problems).toEqual([]);
    expect(earlier.problems.map(p => p.field)).toEqual([
      'tasks.0.hints.0.text.en',
      'tasks.0.hints.0.text.ko',
    ]);
  });
});
