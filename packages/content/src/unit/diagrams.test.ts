import { createHash } from 'node:crypto';
import { loadChanged as load } from '../__testUtils__/loadChanged';
import type { Change } from '../__testUtils__/loadChanged';

const LESSON = 'c/m/lesson/unit.yaml';

describe('diagrams', () => {
  const SOURCE = 'flowchart LR\n  a --> b\n';
  const mark = `<!-- source sha256:${createHash('sha256')
    .update(SOURCE)
    .digest('hex')} -->`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg">${mark}</svg>`;
  const withDiagram = (light: string | undefined): Change => ({
    [LESSON]: text =>
      `${text}diagrams:\n  - id: flow\n    file: diagrams/flow.mmd\n    alt: { en: Flow, ko: 흐름 }\n`,
    'c/m/lesson/en.md': text => `${text}\n:::diagram flow\n`,
    'c/m/lesson/ko.md': text => `${text}\n:::diagram flow\n`,
    'c/m/lesson/diagrams/flow.mmd': () => SOURCE,
    'c/m/lesson/diagrams/flow.light.svg': () => light,
    'c/m/lesson/diagrams/flow.dark.svg': () => svg,
  });

  it('loads both themes', async () => {
    const content = await load(withDiagram(svg));
    expect(content.problems).toEqual([]);
    expect(content.units['c/m/lesson'].diagrams).toEqual([
      { id: 'flow', alt: { en: 'Flow', ko: '흐름' }, light: svg, dark: svg },
    ]);
  });

  it('shows a stale picture and reports it', async () => {
    const content = await load(withDiagram(svg.replace(/sha256:.{8}/, 'x')));
    expect(content.problems).toEqual([
      expect.objectContaining({
        file: LESSON,
        line: 23,
        field: 'diagrams.0.file',
        message: 'diagrams/flow.light.svg is older than its source',
      }),
    ]);
    expect(content.units['c/m/lesson'].diagrams).toHaveLength(1);
  });

  it.each([
    ['is missing', undefined, 'the file does not exist'],
    ['has a script', svg.replace('>', '><script>1</script>'), 'scripts'],
    ['has a handler', svg.replace('<svg', '<svg onload="x()"'), 'scripts'],
    ['has HTML', svg.replace('>', '><foreignObject/>'), 'scripts'],
    [
      'loads something',
      svg.replace('>', '><image href="https://example.com/x"/>'),
      'scripts',
    ],
  ])('leaves out a picture that %s', async (_, light, message) => {
    const content = await load(withDiagram(light));
    expect(content.problems).toEqual([
      expect.objectContaining({
        field: 'diagrams.0.file',
        message: expect.stringContaining(message),
      }),
    ]);
    expect(content.units['c/m/lesson'].diagrams).toEqual([]);
  });
});
