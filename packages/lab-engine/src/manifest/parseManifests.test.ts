import { parseManifests } from './parseManifests';

const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';

function refusalOf(text: string) {
  try {
    parseManifests(text);
  } catch (error) {
    const {
      line,
      column,
      text: words,
    } = error as never as Record<string, never>;
    return { line, column, words };
  }
  throw new Error('was not refused');
}

describe('parseManifests', () => {
  it('returns every document with the line it starts at', () => {
    const text = `# comment\n${CONFIG_MAP}---\n---\n\n${CONFIG_MAP}data: {b: "1"}\n`;
    const documents = parseManifests(text);
    expect(documents.map(({ line }) => line)).toEqual([2, 9]);
    expect(documents[1].object).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a' },
      data: { b: '1' },
    });
  });

  it('reads values as kubectl does', () => {
    const [{ object }] = parseManifests(
      `${CONFIG_MAP}mode: 0644\nswitch: yes\nday: 2020-01-01\ntime: 12:30\nnone: ~\n`,
    );
    expect(object).toMatchObject({
      mode: 0o644,
      switch: true,
      day: '2020-01-01',
      time: '12:30',
      none: null,
    });
  });

  it('keeps fields that nobody knows', () => {
    const [{ object }] = parseManifests(`${CONFIG_MAP}spec: {replicaz: 3}\n`);
    expect(object).toMatchObject({ spec: { replicaz: 3 } });
  });

  it('reads JSON', () => {
    const json = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a' },
    });
    expect(parseManifests(json)[0].object.kind).toBe('Pod');
  });

  it.each([
    ['a bracket that is not closed', 'a: [1\nb: 2\n', 2, 'flow sequence'],
    ['a tab', 'a:\n\t- b\n', 2, 'tab'],
    ['a key that is there twice', `${CONFIG_MAP}kind: Pod\n`, 5, 'unique'],
    ['a list', '- a\n- b\n', 1, 'Kubernetes object'],
    ['a number', '1\n', 1, 'Kubernetes object'],
    ['no apiVersion', 'kind: Pod\nmetadata: {name: a}\n', 1, 'apiVersion'],
    ['no kind', 'apiVersion: v1\nmetadata: {name: a}\n', 1, 'kind'],
    ['a kind that is no text', 'apiVersion: v1\nkind: 1\n', 1, 'kind'],
    ['no name', 'apiVersion: v1\nkind: Pod\n', 1, 'metadata.name'],
    ['an alias', 'apiVersion: &v v1\nkind: *v\n', 1, 'Aliases'],
    ['a second document', `${CONFIG_MAP}---\nx: [\n`, 7, 'flow sequence'],
  ])('names the place of %s', (_, text, line, words) => {
    const refused = refusalOf(text);
    expect(refused).toMatchObject({
      line,
      column: expect.any(Number),
      words: {
        en: expect.stringMatching(new RegExp(words, 'i')),
        ko: expect.stringMatching(/[가-힣]/),
      },
    });
  });

  it('does not unfold an alias bomb', () => {
    const levels = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (let i = 1; i < 9; i += 1) {
      const [from, to] = [i - 1, i].map(n => String.fromCharCode(97 + n));
      levels.push(`${to}: &${to} [${`*${from},`.repeat(9)}]`);
    }
    expect(refusalOf(levels.join('\n')).words).toMatchObject({
      en: expect.stringContaining('Aliases'),
    });
  });

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['dashes', '- '.repeat(100_000)],
    ['braces', '{"a":'.repeat(40_000)],
  ])('survives a tower of %s', (_, text) => {
    expect(refusalOf(text).words).toMatchObject({
      en: expect.stringContaining('nested too deeply'),
    });
  });

  it('refuses what is too large or too many', () => {
    expect(refusalOf(`# ${'x'.repeat(256 * 1024)}`).words).toMatchObject({
      en: expect.stringContaining('256 KiB'),
    });
    const many = Array.from({ length: 21 }, () => CONFIG_MAP).join('---\n');
    expect(refusalOf(many).words).toMatchObject({
      en: expect.stringContaining('21 documents'),
    });
  });
});
