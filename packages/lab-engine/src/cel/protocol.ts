import type { CelFailure, CelResult } from './types';

/** An object that the worker keeps, by its key, or any other value as JSON. */
export type ValueRef = number | string;

/** What the worker is asked. */
export interface CelJob {
  id: number;
  /** Keys of objects that it may forget before anything else. */
  forget: number[];
  /** Objects to keep, as JSON. */
  keep: [key: number, json: string][];
  /** Names of the variables and what they stand for; a list is a list of objects. */
  input: [name: string, value: ValueRef | ValueRef[]][];
  expressions: string[];
}

/** What the worker says: once that it is loaded, then an answer per job. */
export type CelReply =
  | { type: 'ready' }
  | { type: 'evaluated'; id: number; results: CelResult[] }
  | ({ type: 'failed'; id: number } & Omit<CelFailure, 'state'>);
