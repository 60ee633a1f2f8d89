import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { STATE } from './paths.mjs';

const TAIL_LINES = 30;

/** A step that did not succeed; the message is written for the person at the terminal. */
export class StepError extends Error {}

/**
 * Runs a command with its output in `.academy/logs/<name>.log`.
 * Rejects with the last lines of the log and what to do.
 *
 * @param {string} name
 * @param {string[]} argv
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, advice?: string }} options
 */
export async function runLogged(name, argv, options = {}) {
  const log = logFile(name);
  const out = fs.openSync(log, 'w');
  const code = await new Promise((resolve, reject) => {
    const child = spawn(argv[0], argv.slice(1), {
      cwd: options.cwd,
      env: options.env,
      stdio: ['ignore', out, out],
    });
    child.once('error', reject);
    child.once('exit', (exitCode, signal) => resolve(exitCode ?? signal));
  }).finally(() => fs.closeSync(out));
  if (code !== 0) {
    throw new StepError(
      `${name} failed (${code}). Last lines of ${log}:\n${tail(log)}\n${
        options.advice ?? ''
      }`,
    );
  }
}

/** @param {string} name */
export function logFile(name) {
  const dir = path.join(STATE, 'logs');
  fs.mkdirSync(dir, { recursive: true });
  return path.join(dir, `${name}.log`);
}

/** Last lines of a log file, indented. @param {string} file */
export function tail(file) {
  return fs
    .readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(-TAIL_LINES)
    .map(line => `  | ${line}`)
    .join('\n');
}

/**
 * Prints a step with its elapsed time: every 15 s while it runs, and at its end.
 *
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 */
export async function step(title, work) {
  const start = Date.now();
  const seconds = () => `${((Date.now() - start) / 1000).toFixed(1)} s`;
  const timer = setInterval(
    () => console.log(`  ... ${title} (${seconds()})`),
    15_000,
  );
  try {
    const result = await work();
    console.log(`✔ ${title} (${seconds()})`);
    return result;
  } catch (error) {
    console.error(`✘ ${title} (${seconds()})`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}
