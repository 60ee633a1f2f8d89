import { parseBlocks } from './blocks';

describe('parseBlocks', () => {
  it('cuts text where a block of the Academy stands', () => {
    expect(
      parseBlocks(
        [
          'Before',
          '## A heading',
          ':::tip Remember',
          'Inside',
          ':::diagram flow',
          ':::',
          ':::quiz who-reads',
          '```yaml',
          'kind: Pod',
          '```',
          'After',
        ].join('\n'),
      ),
    ).toEqual([
      { type: 'markdown', text: 'Before' },
      { type: 'heading', level: 2, text: 'A heading', id: 'section-1' },
      {
        type: 'callout',
        kind: 'tip',
        title: 'Remember',
        blocks: [
          { type: 'markdown', text: 'Inside' },
          { type: 'diagram', id: 'flow' },
        ],
      },
      { type: 'quiz', id: 'who-reads' },
      { type: 'code', language: 'yaml', text: 'kind: Pod' },
      { type: 'markdown', text: 'After' },
    ]);
  });

  it('gives sections the same ids in every language', () => {
    const ids = (text: string) =>
      parseBlocks(text).flatMap(b => (b.type === 'heading' ? [b.id] : []));
    expect(ids('## Requests\n\n### In `spec` {#spec}\n\n## Limits')).toEqual([
      'section-1',
      'spec',
      'section-3',
    ]);
    expect(ids('## 요청\n\n### `spec`에서 {#spec}\n\n## 제한')).toEqual([
      'section-1',
      'spec',
      'section-3',
    ]);
  });

  it('takes nothing in code for a block', () => {
    const code = '# a comment\n:::tip\n```\n:::';
    expect(parseBlocks(`~~~~bash\n${code}\n~~~~`)).toEqual([
      { type: 'code', language: 'bash', text: code },
    ]);
  });

  it('leaves code of a list in the list', () => {
    const list = '- first\n\n  ```bash\n  # not a heading\n  ```\n- second';
    expect(parseBlocks(list)).toEqual([{ type: 'markdown', text: list }]);
  });

  it.each([
    ['a block it does not know', ':::video x'],
    ['an id that cannot be one', ':::quiz <script>'],
  ])('shows %s as text', (_, text) => {
    expect(parseBlocks(text)).toEqual([{ type: 'markdown', text }]);
  });

  it.each([
    ['a call-out', ':::tip\nInside', 'callout'],
    ['code', '```\nkind: Pod', 'code'],
  ])('ends %s that is never closed with the text', (_, text, type) => {
    expect(parseBlocks(text)).toEqual([expect.objectContaining({ type })]);
  });

  it('ignores a close without an open', () => {
    expect(parseBlocks('a\n:::\nb')).toEqual([
      { type: 'markdown', text: 'a\nb' },
    ]);
  });

  it('reads files with Windows line ends', () => {
    expect(parseBlocks('## A\r\n:::tip\r\nB\r\n:::\r\n')).toHaveLength(2);
  });
});
