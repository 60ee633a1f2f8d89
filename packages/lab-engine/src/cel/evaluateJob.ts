import { EvaluationError } from '@marcbachmann/cel-js';
import { withoutReplacements } from './functions';
import {
  CelExpressionError,
  type CelProgram,
  compileExpression,
} from './program';
import type { CelJob, CelReply, ValueRef } from './protocol';
import type { CelResult } from './types';
import { toCelValue, toText } from './values';

/** Compiled expressions kept; a large content tree has about a thousand. */
const PROGRAM_LIMIT = 2_000;

/**
 * Codes that speak of the objects rather than of the expression: a field that
 * is not there (yet), or text in it that is no number, quantity or time.
 */
const MISSING =
  /^(no_such_key|index_out_of_(bounds|range)|optional_value_missing|invalid_(timestamp|duration)|\w+_conversion_error)$/;

const programs = new Map<string, CelProgram>();

function programFor(source: string, names: string[]): CelProgram {
  const key = [...names, source].join('\n');
  let program = programs.get(key);
  if (!program) {
    program = compileExpression(source, { names });
    if (programs.size >= PROGRAM_LIMIT) {
      programs.clear();
    }
    programs.set(key, program);
  }
  return program;
}

function evaluateOne(
  source: string,
  variables: Record<string, unknown>,
): CelResult {
  try {
    const value = programFor(source, Object.keys(variables)).evaluate(
      variables,
    );
    return {
      state: 'value',
      bool: typeof value === 'boolean' ? value : undefined,
      text: toText(value),
    };
  } catch (error) {
    if (error instanceof EvaluationError) {
      const state = MISSING.test(error.code) ? 'missing' : 'error';
      return { state, message: withoutReplacements(error.summary) };
    }
    if (error instanceof CelExpressionError) {
      return { state: 'error', message: error.message };
    }
    throw error;
  }
}

/** Objects that jobs refer to, or why there is none. */
const kept = new Map<number, { value: unknown } | { error: unknown }>();

function keepObject(key: number, json: string) {
  try {
    kept.set(key, { value: toCelValue(JSON.parse(json)) });
  } catch (error) {
    kept.set(key, { error });
  }
}

function valueOf(reference: ValueRef): unknown {
  if (typeof reference === 'string') {
    return toCelValue(JSON.parse(reference));
  }
  const object = kept.get(reference)!;
  if ('error' in object) {
    throw object.error;
  }
  return object.value;
}

/** Answers one job; an input or value that outgrows stack or memory fails it. */
export function evaluateJob(job: CelJob): CelReply {
  const { id } = job;
  try {
    job.forget.forEach(key => kept.delete(key));
    job.keep.forEach(([key, json]) => keepObject(key, json));
    const variables = Object.fromEntries(
      job.input.map(([name, value]) => [
        name,
        Array.isArray(value) ? value.map(valueOf) : valueOf(value),
      ]),
    );
    const results = job.expressions.map(source =>
      evaluateOne(source, variables),
    );
    return { type: 'evaluated', id, results };
  } catch (error) {
    const reason = error instanceof RangeError ? 'limit' : 'error';
    return { type: 'failed', id, reason, message: String(error) };
  }
}
