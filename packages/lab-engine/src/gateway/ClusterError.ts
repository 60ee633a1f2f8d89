/** One field the API server complained about. */
export interface StatusCause {
  reason?: string;
  message?: string;
  /** Field path in the API server's notation, e.g. `spec.containers[0].image`. */
  field?: string;
}

/** What went wrong; `status` is 0 when the API server did not answer. */
export interface ClusterErrorOptions {
  status: number;
  reason: string;
  message: string;
  causes?: StatusCause[];
  retryAfterMs?: number;
  cause?: unknown;
}

/**
 * A request to a training cluster that did not succeed. Kubernetes `Status`
 * bodies and network failures both become this error, here and nowhere else.
 * It never contains a token or a request header.
 */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** Machine-readable word of the `Status`, or `Unreachable` or `Timeout`. */
  readonly reason: string;
  readonly causes: StatusCause[];
  /** How long the API server asked to wait. */
  readonly retryAfterMs?: number;

  constructor(options: ClusterErrorOptions) {
    super(options.message, { cause: options.cause });
    this.status = options.status;
    this.reason = options.reason;
    this.causes = options.causes ?? [];
    this.retryAfterMs = options.retryAfterMs;
  }

  /** The API server could not be asked: this says nothing about the object. */
  get unanswered(): boolean {
    return this.status === 0;
  }

  /**
   * Refused by an admission policy, and not by RBAC or a quota.
   *
   * @param policy - only this one; any policy when absent
   */
  refusedByPolicy(policy?: string): boolean {
    const words = policy
      ? `ValidatingAdmissionPolicy '${policy}'`
      : 'ValidatingAdmissionPolicy';
    return this.message.includes(words);
  }
}

interface StatusBody {
  kind?: string;
  reason?: string;
  message?: string;
  code?: number;
  details?: { causes?: StatusCause[]; retryAfterSeconds?: number };
}

const MESSAGE_LIMIT = 4096;

/** @param text - the answer's body, a `Status` in JSON unless a proxy wrote it */
export function errorFromAnswer(
  status: number,
  text: string,
  retryAfterHeader?: string,
): ClusterError {
  return errorFromStatus(parseStatus(text), status, retryAfterHeader);
}

/** Maps a `Status` object, also one that arrives as event of a watch. */
export function errorFromStatus(
  body: StatusBody,
  status = body.code ?? 500,
  retryAfterHeader?: string,
): ClusterError {
  const seconds = Number(
    retryAfterHeader ?? body.details?.retryAfterSeconds ?? NaN,
  );
  return new ClusterError({
    status,
    reason: body.reason || `Http${status}`,
    message: (body.message || `HTTP status ${status}`).slice(0, MESSAGE_LIMIT),
    causes: body.details?.causes,
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined,
  });
}

function parseStatus(text: string): StatusBody {
  try {
    const body = JSON.parse(text);
    if (body?.kind === 'Status') return body;
  } catch {
    // A proxy or load balancer answered: its text is the message.
  }
  return { message: text.trim().slice(0, 200) };
}

const TIMEOUT_CODES = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

/** Maps a failure below HTTP: refused, reset, timed out, not trusted. */
export function errorFromNetwork(error: unknown): ClusterError {
  if (error instanceof ClusterError) return error;
  const { code = '', message = String(error) } = error as {
    code?: string;
    message?: string;
  };
  return new ClusterError({
    status: 0,
    reason: TIMEOUT_CODES.has(code) ? 'Timeout' : 'Unreachable',
    message: message || code,
    cause: error,
  });
}
