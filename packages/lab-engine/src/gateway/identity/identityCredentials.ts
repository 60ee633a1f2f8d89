import type { BackendIdentity } from '../../runtime/types';
import { bearer, type CredentialSource } from '../credentials';
import { fileToken, fixedToken } from '../tokens';
import { certificateFiles } from './certificateFiles';
import { IN_CLUSTER_TOKEN_FILE } from './inCluster';
import { kubeconfigUser } from './kubeconfigUser';

/** The configured identity of the portal's backend. Reads nothing before it is asked. */
export function identityCredentials(
  identity: BackendIdentity,
  { inClusterTokenFile = IN_CLUSTER_TOKEN_FILE } = {},
): CredentialSource {
  if ('token' in identity) return bearer(fixedToken(identity.token));
  if ('tokenFile' in identity) return bearer(fileToken(identity.tokenFile));
  if ('certificateFile' in identity) return certificateFiles(identity);
  if ('kubeconfig' in identity) return kubeconfigUser(identity);
  return bearer(fileToken(inClusterTokenFile));
}
