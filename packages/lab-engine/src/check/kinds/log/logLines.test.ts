import { Readable } from 'node:stream';
import { type LogLine, logLines } from './logLines';

async function linesOf(...chunks: (string | Buffer)[]) {
  const lines: LogLine[] = [];
  let bytes = 0;
  const body = Readable.from(chunks.map(chunk => Buffer.from(chunk)));
  for await (const line of logLines(body, count => {
    bytes += count;
  })) {
    lines.push(line);
  }
  return { lines, bytes };
}

const AT = '2026-01-05T09:00:00.123456789Z';

describe('logLines', () => {
  it('puts together what arrives in pieces', async () => {
    const korean = Buffer.from(`${AT} 준비\n`);
    const { lines, bytes } = await linesOf(
      `${AT} fir`,
      'st\n',
      korean.subarray(0, 32),
      korean.subarray(32),
      `${AT} no end`,
    );
    expect(lines).toEqual([
      { at: AT, text: 'first' },
      { at: AT, text: '준비' },
      { at: AT, text: 'no end' },
    ]);
    const first = `${AT} first\n`.length;
    const last = `${AT} no end`.length;
    expect(bytes).toBe(first + korean.length + last);
  });

  it('takes a line as it is where the node does not say when it was written', async () => {
    const { lines } = await linesOf('plain words\n\n');
    expect(lines).toEqual([{ text: 'plain words' }, { text: '' }]);
  });

  it('cuts long lines, and keeps nothing of what follows in them', async () => {
    const piece = 'x'.repeat(10_000);
    const { lines } = await linesOf(piece, piece, piece, 'end\nnext\n');
    expect(lines.map(({ text }) => text.length)).toEqual([16 * 1024, 4]);
    expect(lines[1].text).toBe('next');
  });
});
