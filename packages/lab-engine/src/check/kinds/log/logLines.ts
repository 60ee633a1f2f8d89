import type { Readable } from 'node:stream';

/** What follows in a longer line is not looked at. */
const LINE_LIMIT = 16 * 1024;
/** `2026-01-05T09:00:00.123456789Z `, as `timestamps=true` asks for. */
const STAMPED = /^(\d{4}-\d\d-\d\dT\S+) /;

/** One line that a container has written. */
export interface LogLine {
  /** When, as the node's clock says; absent where the node did not say. */
  at?: string;
  text: string;
}

/** Lines of a log as they arrive, the last one also without its end. */
export async function* logLines(
  body: Readable,
  onBytes: (count: number) => void,
): AsyncGenerator<LogLine> {
  body.setEncoding('utf8');
  let rest = '';
  for await (const chunk of body as AsyncIterable<string>) {
    onBytes(Buffer.byteLength(chunk));
    const lines = (rest + chunk).split('\n');
    rest = (lines.pop() ?? '').slice(0, LINE_LIMIT);
    for (const line of lines) yield toLine(line);
  }
  if (rest) yield toLine(rest);
}

function toLine(line: string): LogLine {
  const [stamp = '', at] = STAMPED.exec(line) ?? [];
  const text = line.slice(stamp.length, stamp.length + LINE_LIMIT);
  return { ...(at && { at }), text };
}
