#!/usr/bin/env node
/**
 * `npm test`: every check of the project on real parts.
 * Last line: `N passed, N failed` over all runners.
 */
import { runAll } from './lib/testRun.mjs';
import { StepError } from './lib/run.mjs';

try {
  const { passed, failed } = await runAll(process.argv.slice(2));
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
} catch (error) {
  console.error(error instanceof StepError ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
