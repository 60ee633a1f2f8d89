import { createInterface } from 'node:readline/promises';
import { createProgram } from './program';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () =>
    interrupted.abort(new Error('Interrupted. Sandboxes are removed.')),
  );
}

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({
    input: process.stdin,
    output: process.stdout,
  });
  try {
    return /^y(es)?$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
}

createProgram({
  print: text => process.stdout.write(text),
  confirm: process.stdin.isTTY ? confirm : undefined,
  signal: interrupted.signal,
  setExitCode: code => {
    process.exitCode = code;
  },
})
  .parseAsync()
  .catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
