/**
 * Entry of the worker process that evaluates expressions; not for importing.
 *
 * @packageDocumentation
 */
import { evaluateJob } from './cel/evaluateJob';
import type { CelJob, CelReply } from './cel/protocol';
import { Watchdog } from './cel/Watchdog';

const watchdog = Watchdog.start();

function answer(job: CelJob): CelReply {
  return watchdog.guard(() => evaluateJob(job));
}

// Compiles the code paths that every job takes, which are slow the first time.
evaluateJob({
  id: 0,
  forget: [],
  keep: [],
  input: [['items', ['{"a":1}']]],
  expressions: ['items.exists(x, x.?a.orValue(0) == 1)'],
});

process.on('message', (job: CelJob) => process.send?.(answer(job)));
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole process group; when to end is the parent's decision.
process.on('SIGINT', () => {});
const ready: CelReply = { type: 'ready' };
process.send?.(ready);
