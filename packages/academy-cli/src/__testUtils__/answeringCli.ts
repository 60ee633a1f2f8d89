/**
 * The command line at a terminal whose person answers every question with the
 * variable ANSWER.
 */
import { createProgram } from '../program';

createProgram({
  print: text => process.stdout.write(text),
  async confirm(question) {
    process.stdout.write(`${question}\n`);
    return process.env.ANSWER === 'yes';
  },
  signal: new AbortController().signal,
  setExitCode: code => {
    process.exitCode = code;
  },
})
  .parseAsync()
  .catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
