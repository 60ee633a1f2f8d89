/** One field the API server complained about. @public */
export interface StatusCause {
  /** Machine-readable word, e.g. `FieldValueInvalid`. */
  reason?: string;
  /** The API server's sentence. */
  message?: string;
  /** Field path in the API server's notation, e.g. `spec.containers[0].image`. */
  field?: string;
}

/** What went wrong; `status` is 0 when the API server did not answer. @public */
export interface ClusterErrorOptions {
  /** HTTP status. */
  status: number;
  /** Machine-readable word, see {@link ClusterError.reason}. */
  reason: string;
  /** In English. */
  message: string;
  /** Fields that are wrong. */
  causes?: StatusCause[];
  /** How long the API server asked to wait. */
  retryAfterMs?: number;
  /** The error below HTTP. */
  cause?: unknown;
}

/**
 * A request to a training cluster that did not succeed. Kubernetes `Status`
 * bodies and network failures both become this error, here and nowhere else.
 * It never contains a token or a request header.
 *
 * @public
 */
export class ClusterError extends Error {
  /** Tells it from other errors across copies of this package. */
  override readonly name = 'ClusterError';
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /**
   * Machine-readable word of the `Status`. Without an answer `Unreachable`,
   * `Timeout`, `Untrusted` (the server's certificate is not accepted),
   * `NoIdentity` (there is no credential to send) or `NoKubernetesAnswer`.
   */
  readonly reason: string;
  /** Fields the API server complained about; often none. */
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

/** Whether a body is a `Status`, which only API servers write. */
export function isStatus(text: string): boolean {
  return readStatus(text) !== undefined;
}

/** The text of a load balancer is the message, as it is. */
function parseStatus(text: string): StatusBody {
  return readStatus(text) ?? { message: text.trim().slice(0, 200) };
}

function readStatus(text: string): StatusBody | undefined {
  try {
    const body = JSON.parse(text);
    return body?.kind === 'Status' ? body : undefined;
  } catch {
    return undefined;
  }
}

const TIMEOUT_CODES = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

/** What Node says when it does not accept the certificate of a server. */
const UNTRUSTED_CODE =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF|ERR_TLS_CERT_|INVALID_CA$)/;

/** Maps a failure below HTTP: refused, reset, timed out, not trusted. */
export function errorFromNetwork(error: unknown): ClusterError {
  if (error instanceof ClusterError) return error;
  const { code = '', message = String(error) } = error as {
    code?: string;
    message?: string;
  };
  return new ClusterError({
    status: 0,
    reason: networkReason(code),
    message: message || code,
    cause: error,
  });
}

function networkReason(code: string): string {
  if (TIMEOUT_CODES.has(code)) return 'Timeout';
  return UNTRUSTED_CODE.test(code) ? 'Untrusted' : 'Unreachable';
}
