import { CustomErrorBase } from '@backstage/errors';

/** Somebody asks faster than anybody types. */
export class TooOftenError extends CustomErrorBase {
  override readonly name = 'TooManyRequestsError';
  /** Read by Backstage's error handler. */
  readonly statusCode = 429;
}
