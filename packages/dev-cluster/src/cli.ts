import { createProgram } from './cli/program';

createProgram({
  self: [...process.execArgv, __filename],
  print: text => process.stdout.write(text),
})
  .parseAsync()
  .catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
