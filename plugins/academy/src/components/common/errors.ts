import { ResponseError } from '@backstage/errors';

/** HTTP status of an error of the Academy's client; undefined when there was no answer. */
export function errorStatus(error: Error): number | undefined {
  return error instanceof ResponseError ? error.statusCode : undefined;
}

/** The backend's own sentence where there is one; it names the cause, the status line does not. */
export function errorMessage(error: Error): string {
  return error instanceof ResponseError
    ? error.body.error.message || error.message
    : error.message;
}
