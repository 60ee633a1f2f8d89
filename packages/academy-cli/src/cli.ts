import { createProgram } from './program';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () =>
    interrupted.abort(new Error('Interrupted. Sandboxes are removed.')),
  );
}

createProgram({
  print: text => process.stdout.write(text),
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
