import type { NestedAccess } from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  API_SERVER,
  API_SERVER_PORT,
  LOCAL_PORT,
  NESTED_CONTEXT,
} from './names';
import {
  base64,
  clientCertificate,
  issueUserCertificate,
  type PkiFiles,
} from './nestedPki';

const DAY_S = 24 * 3600;

/** What a kubeconfig needs for its context inside, each for its own list. */
export interface NestedKubeconfig {
  cluster: object;
  user: object;
  context: object;
  access: NestedAccess;
}

/** The learner's way inside: a new client certificate, over a port-forward of kubectl. */
export async function nestedKubeconfig(
  files: PkiFiles,
  ttlSeconds: number,
): Promise<NestedKubeconfig> {
  const name = NESTED_CONTEXT;
  const certificate = await issueUserCertificate(
    files,
    'learner',
    ttlSeconds / DAY_S,
  );
  return {
    cluster: {
      name,
      cluster: {
        server: `https://127.0.0.1:${LOCAL_PORT}`,
        'certificate-authority-data': base64(files['ca.crt']),
        'tls-server-name': API_SERVER,
      },
    },
    user: { name: 'nested-learner', user: clientCertificate(certificate) },
    context: {
      name,
      context: { cluster: name, user: 'nested-learner', namespace: 'default' },
    },
    access: {
      context: name,
      portForward: [
        'port-forward',
        `service/${API_SERVER}`,
        `${LOCAL_PORT}:${API_SERVER_PORT}`,
      ],
    },
  };
}
