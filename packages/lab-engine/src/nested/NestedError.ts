import { ClusterError } from '../gateway';
import type { Unreadable } from '../watch';

/** A nested API server that could not be asked, with the words of a verdict. */
export class NestedError extends ClusterError {
  readonly unreadable: Unreadable;

  constructor(unreadable: Unreadable, cause?: unknown) {
    const { reason, message } = unreadable;
    super({
      status: 0,
      reason: reason === 'timeout' ? 'Timeout' : 'Unreachable',
      message: message.en,
      cause,
    });
    this.unreadable = unreadable;
  }
}
