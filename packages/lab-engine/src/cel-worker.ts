/**
 * Entry of the worker process that evaluates expressions; not for importing.
 *
 * @packageDocumentation
 */
import { createContext, Script } from 'node:vm';
import { evaluateJob } from './cel/evaluateJob';
import { EVALUATION_LIMIT_MS } from './cel/limits';
import type { CelJob, CelReply } from './cel/protocol';

const context = createContext({ evaluateJob });
const script = new Script('evaluateJob(job)');

/** The limit holds in here, so that it also ends a worker whose parent was killed. */
function answer(job: CelJob): CelReply {
  context.job = job;
  try {
    return script.runInContext(context, { timeout: EVALUATION_LIMIT_MS });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
      throw error;
    }
    return { type: 'failed', id: job.id, reason: 'timeout', message };
  }
}

// Compiles the code paths that every job takes, which are slow the first time.
answer({
  id: 0,
  input: '{"items":[{"a":1}]}',
  expressions: ['items.exists(x, x.?a.orValue(0) == 1)'],
});

process.on('message', (job: CelJob) => process.send?.(answer(job)));
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole process group; when to end is the parent's decision.
process.on('SIGINT', () => {});
const ready: CelReply = { type: 'ready' };
process.send?.(ready);
