import { stringify } from 'yaml';
import {
  createAuthority,
  createKeyPair,
  issueCertificate,
  type CertificateRequest,
  type KeyedCertificate,
} from '../pki/certificates';
import {
  API_SERVER,
  API_SERVER_PORT,
  NESTED_USERS,
  type NestedUser,
} from './names';

/** As long as kubeadm's; the Secret goes with its sandbox long before. */
const VALIDITY_DAYS = 365;

const LOCAL = { dnsNames: ['localhost'], addresses: ['127.0.0.1'] };

/** Files of the Secret, PEM or kubeconfig. */
export type PkiFiles = Record<string, string>;

/**
 * A new authority and everything that the components of one nested control
 * plane prove themselves with.
 *
 * @param namespace - of the sandbox; the API server is known by its Service there
 */
export async function createPkiFiles(namespace: string): Promise<PkiFiles> {
  const authority = await createAuthority({
    commonName: 'nested-control-plane',
    validityDays: VALIDITY_DAYS,
  });
  const issue = (request: Omit<CertificateRequest, 'validityDays'>) =>
    issueCertificate(authority, { ...request, validityDays: VALIDITY_DAYS });
  const [apiServer, etcd, etcdClient, manager, scheduler, kwok] =
    await Promise.all([
      issue({
        commonName: API_SERVER,
        usages: ['server'],
        ...LOCAL,
        dnsNames: [API_SERVER, `${API_SERVER}.${namespace}.svc`, 'localhost'],
      }),
      issue({
        commonName: 'etcd',
        usages: ['server', 'client'],
        ...LOCAL,
        dnsNames: ['etcd', `etcd.${namespace}.svc`, 'localhost'],
      }),
      issue({ commonName: 'kube-apiserver-etcd-client', usages: ['client'] }),
      issue({
        commonName: 'system:kube-controller-manager',
        usages: ['client'],
      }),
      issue({ commonName: 'system:kube-scheduler', usages: ['client'] }),
      issue({ ...NESTED_USERS.admin, usages: ['client'] }),
    ]);
  const serviceAccounts = createKeyPair();
  const { certificate: ca } = authority;
  return {
    'ca.crt': ca,
    'ca.key': authority.key,
    'apiserver.crt': apiServer.certificate,
    'apiserver.key': apiServer.key,
    'etcd.crt': etcd.certificate,
    'etcd.key': etcd.key,
    'etcd-client.crt': etcdClient.certificate,
    'etcd-client.key': etcdClient.key,
    'sa.pub': serviceAccounts.publicKey,
    'sa.key': serviceAccounts.privateKey,
    'kcm.conf': componentConfig(ca, manager),
    'sched.conf': componentConfig(ca, scheduler),
    'kwok.conf': componentConfig(ca, kwok),
  };
}

/** @param validityDays - fractions are fine */
export async function issueUserCertificate(
  files: PkiFiles,
  user: NestedUser,
  validityDays: number,
): Promise<KeyedCertificate> {
  const authority = { certificate: files['ca.crt'], key: files['ca.key'] };
  return issueCertificate(authority, {
    ...NESTED_USERS[user],
    usages: ['client'],
    validityDays,
  });
}

/** What a component of the control plane reads to find its API server. */
function componentConfig(ca: string, client: KeyedCertificate): string {
  return stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name: 'nested',
          cluster: {
            server: `https://${API_SERVER}:${API_SERVER_PORT}`,
            'certificate-authority-data': base64(ca),
          },
        },
      ],
      users: [{ name: 'component', user: clientCertificate(client) }],
      contexts: [
        { name: 'nested', context: { cluster: 'nested', user: 'component' } },
      ],
      'current-context': 'nested',
    },
    { lineWidth: 0 },
  );
}

/** The user of a kubeconfig who proves himself with a certificate. */
export function clientCertificate({ certificate, key }: KeyedCertificate) {
  return {
    'client-certificate-data': base64(certificate),
    'client-key-data': base64(key),
  };
}

/** PEM as kubeconfigs carry it. */
export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
