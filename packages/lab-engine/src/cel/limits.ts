/*
 * What one expression and one evaluation may cost. The engine has no cost
 * model of its own, so size is bounded before and time and heap while it runs.
 */

/** Longest expression, as UTF-8. */
export const SOURCE_LIMIT_BYTES = 2 * 1024;
/** Nodes of one expression's syntax tree. */
export const NODE_LIMIT = 500;
/** Nesting of brackets, calls and field selections. */
export const DEPTH_LIMIT = 32;
/** Macros such as `all` inside one another: two are quadratic, three never end. */
export const COMPREHENSION_NESTING_LIMIT = 2;
/** Elements of a list or map literal. */
export const LITERAL_LIMIT = 100;

/**
 * One evaluation: reading the input and all expressions of one check. Processor
 * time, since a machine that is busy with something else says nothing about
 * the expression.
 */
export const EVALUATION_LIMIT_MS = 250;
/** How a worker ends that has evaluated for too long. Node.js has no use for this one. */
export const WATCHDOG_SIGNAL = 'SIGUSR2';
/** The worker ends an evaluation itself; this is for a worker that cannot, by the clock. */
export const ANSWER_LIMIT_MS = 10_000;
/** Loading the worker; generous because a machine under load starts it slowly. */
export const WORKER_START_LIMIT_MS = 30_000;
/** JSON of all variables together, as UTF-8. */
export const INPUT_LIMIT_BYTES = 1024 * 1024;
/** Objects in all variables together. */
export const OBJECT_LIMIT = 500;
/** JSON of the objects that a worker keeps; decoded they take some four times as much. */
export const KEPT_LIMIT_BYTES = 4 * 1024 * 1024;
/** Longest text made from a value. */
export const TEXT_LIMIT_CHARACTERS = 120;

/** Heap of the worker: 64 MiB for what lives on, 16 MiB for what is new. */
export const WORKER_HEAP_OPTIONS = [
  '--max-old-space-size=64',
  '--max-semi-space-size=8',
];
/**
 * Everything that the worker's process may take, loader and code included: the
 * heap has room for single strings that are far larger than its limit.
 */
export const WORKER_MEMORY_LIMIT_BYTES = 320 * 1024 * 1024;
