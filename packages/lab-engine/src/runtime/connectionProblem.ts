import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ClusterError } from '../gateway';
import {
  certificateExpired,
  certificateForOthers,
  certificateNotYetValid,
  certificateUntrusted,
  clusterErrorText,
  identityMissing,
  identityRefused,
  nameUnknown,
  notAnApiServer,
  noAnswer,
  rightsMissing,
} from './messages';

/** What makes a problem out of a failed request; the first that knows it wins. */
type Judge = (error: ClusterError, server: string) => LocalizedText | undefined;

/** An API server takes requests whose credential it does not accept as anonymous. */
const ANONYMOUS = 'system:anonymous';

const JUDGES: Judge[] = [
  error => (isRefused(error) ? identityRefused() : undefined),
  ({ status, message }) =>
    status === 403 ? rightsMissing(message) : undefined,
  ({ reason, message }) =>
    reason === 'NoIdentity' ? identityMissing(message) : undefined,
  (error, server) => {
    switch (codeOf(error)) {
      case 'CERT_HAS_EXPIRED':
        return certificateExpired(server);
      case 'CERT_NOT_YET_VALID':
        return certificateNotYetValid(server);
      case 'ERR_TLS_CERT_ALTNAME_INVALID':
        return certificateForOthers(server);
      case 'ENOTFOUND':
      case 'EAI_AGAIN':
        return nameUnknown(server);
      default:
        return undefined;
    }
  },
  ({ reason, message }, server) =>
    reason === 'Untrusted' ? certificateUntrusted(server, message) : undefined,
  ({ reason, message }, server) =>
    reason === 'NoKubernetesAnswer'
      ? notAnApiServer(server, message)
      : undefined,
  ({ unanswered, message }, server) =>
    unanswered ? noAnswer(server, message) : undefined,
];

/**
 * Why the portal cannot work with a cluster, and who has to do what.
 *
 * @param server - address of the API server, or the cluster's name where only a proxy knows it
 */
export function connectionProblem(
  error: ClusterError,
  server: string,
): LocalizedText {
  for (const judge of JUDGES) {
    const problem = judge(error, server);
    if (problem) return problem;
  }
  return clusterErrorText(error);
}

function isRefused({ status, message }: ClusterError): boolean {
  return status === 401 || (status === 403 && message.includes(ANONYMOUS));
}

/** What Node.js calls a failure below HTTP. */
function codeOf({ cause }: ClusterError): string | undefined {
  return (cause as { code?: string } | undefined)?.code;
}
