import type { ApplyError } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ClusterError } from '../gateway';

/** Where the API server names a field in its sentences, the clearest first. */
const FIELD_PATTERNS = [
  // strict decoding error: unknown field "spec.replicaz"
  /(?:unknown|duplicate) field "([^"]+)"/,
  // json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32
  /Go struct field \w+\.([\w.]+) of type/,
  // .spec.replicas: expected numeric (int or float), got string
  /(?:^|\s)\.([a-z][\w.[\]="/-]*): /,
];

/** The server's own words, and the field they are about. */
export function toApplyError(error: ClusterError): ApplyError {
  const { message } = error;
  const field = fieldOf(error);
  return field === undefined ? { message } : { message, field };
}

function fieldOf(error: ClusterError): string | undefined {
  const { reason, causes, message } = error;
  if (reason === 'NoMatch') return 'kind';
  const named = causes.find(cause => cause.field && cause.field !== '<nil>');
  if (named) return named.field;
  for (const pattern of FIELD_PATTERNS) {
    const found = pattern.exec(message);
    if (found) return found[1];
  }
  return undefined;
}
