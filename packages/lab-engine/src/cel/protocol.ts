import type { CelFailure, CelResult } from './types';

/** What the worker is asked. */
export interface CelJob {
  id: number;
  /** Names and values of the variables, as JSON of one object. */
  input: string;
  expressions: string[];
}

/** What the worker says: once that it is loaded, then an answer per job. */
export type CelReply =
  | { type: 'ready' }
  | { type: 'evaluated'; id: number; results: CelResult[] }
  | ({ type: 'failed'; id: number } & Omit<CelFailure, 'state'>);
