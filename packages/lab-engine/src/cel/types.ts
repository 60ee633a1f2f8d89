/** Expressions over one input. */
export interface CelRequest {
  /** What the names stand for: objects, lists of objects or null. Not modified. */
  variables: Record<string, unknown>;
  expressions: string[];
}

/** What one expression gave. */
export type CelResult =
  | {
      state: 'value';
      /** Absent unless the value is true or false. */
      bool?: boolean;
      /** The value on one short line. */
      text: string;
    }
  /** A field, an element or a readable number that the expression needs is not there. */
  | { state: 'missing'; message: string }
  /** The expression does not fit its input, whatever the learner does. */
  | { state: 'error'; message: string };

/** Why nothing was evaluated. */
export interface CelFailure {
  state: 'failed';
  reason: 'timeout' | 'limit' | 'error';
  /** For operators, in English. */
  message: string;
}

/** What became of a {@link CelRequest}. */
export type CelResponse =
  /** One result per expression, in order. */
  { state: 'evaluated'; results: CelResult[] } | CelFailure;

/**
 * Evaluates CEL apart from everything else: an expression that runs away
 * harms nothing but itself.
 */
export interface CelEngine {
  /** Workers that were ended for what they were busy with, since the start. */
  readonly kills: number;
  /** Never rejects. Evaluations wait for one another. */
  evaluate(request: CelRequest): Promise<CelResponse>;
  /** Fails what is waiting and ends the worker. */
  close(): Promise<void>;
}
