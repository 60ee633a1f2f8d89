import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';

const SCRIPT = `
require('node:readline').createInterface(process.stdin).on('line', line => {
  const { file, name, args } = JSON.parse(line);
  require(file)[name](...args).then(
    value => console.log(JSON.stringify({ value })),
    ({ status, reason, message }) =>
      console.log(JSON.stringify({ error: { status, reason, message } })),
  );
});
`;

/** What a function returned, or what it threw. */
export interface CallResult {
  value?: any;
  error?: { status?: number; reason?: string; message: string };
}

/**
 * Calls functions in a process of plain Node, one after the other: for what
 * needs the client library, an ES module that jest cannot load.
 */
export class PlainNode {
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  private constructor(child: ChildProcess, lines: Interface) {
    this.#child = child;
    this.#answers = lines[Symbol.asyncIterator]();
  }

  static create(): PlainNode {
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        ...['-e', SCRIPT],
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    return new PlainNode(child, createInterface(child.stdout!));
  }

  /** @param file - path of the module that exports the function */
  async call(
    file: string,
    name: string,
    ...args: unknown[]
  ): Promise<CallResult> {
    this.#child.stdin?.write(`${JSON.stringify({ file, name, args })}\n`);
    const { value } = await this.#answers.next();
    return JSON.parse(value);
  }

  close(): void {
    this.#child.kill();
  }
}
