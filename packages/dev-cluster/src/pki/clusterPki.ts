import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createAuthority,
  createKeyPair,
  issueCertificate,
  type CertificateRequest,
  type KeyedCertificate,
} from '@kubernetes-academy/lab-engine/certificates';
import type { NodeKind } from '../binaries/types';
import { REAL_NODE_NAME } from '../node/network';
import { PRIVATE_DIR_MODE, writeFileAtomic } from '../state/atomicFile';

const AUTHORITY_VALIDITY_DAYS = 3650;
const CERTIFICATE_VALIDITY_DAYS = 365;
/** Certificates are renewed at a start when less than this is left. */
const RENEW_BEFORE_DAYS = 60;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Address of the Service `kubernetes`: the first one of the Service range. */
export const KUBERNETES_SERVICE_ADDRESS = '10.96.0.1';

/** User name of the process that plays the kubelets. */
export const KWOK_USER = 'kubernetes-academy:kwok';

type AuthorityName = 'ca' | 'etcd-ca' | 'front-proxy-ca';

const AUTHORITIES: Record<AuthorityName, string> = {
  ca: 'kubernetes-academy',
  // Separate authorities: a client certificate of the cluster must open
  // neither etcd nor the front proxy's right to name users freely.
  'etcd-ca': 'kubernetes-academy-etcd',
  'front-proxy-ca': 'kubernetes-academy-front-proxy',
};

type Leaf = Omit<CertificateRequest, 'validityDays'> & {
  authority: AuthorityName;
};

const LOCAL_NAMES = { dnsNames: ['localhost'], addresses: ['127.0.0.1'] };

const LEAVES: Record<string, Leaf> = {
  'kube-apiserver': {
    authority: 'ca',
    commonName: 'kube-apiserver',
    usages: ['server'],
    dnsNames: [
      'localhost',
      'kubernetes',
      'kubernetes.default',
      'kubernetes.default.svc',
      'kubernetes.default.svc.cluster.local',
    ],
    addresses: ['127.0.0.1', KUBERNETES_SERVICE_ADDRESS],
  },
  'kube-apiserver-kubelet-client': {
    authority: 'ca',
    commonName: 'kube-apiserver-kubelet-client',
    usages: ['client'],
  },
  'kube-apiserver-etcd-client': {
    authority: 'etcd-ca',
    commonName: 'kube-apiserver-etcd-client',
    usages: ['client'],
  },
  etcd: {
    authority: 'etcd-ca',
    commonName: 'etcd',
    usages: ['server', 'client'],
    ...LOCAL_NAMES,
  },
  'front-proxy-client': {
    authority: 'front-proxy-ca',
    commonName: 'front-proxy-client',
    usages: ['client'],
  },
  admin: {
    authority: 'ca',
    commonName: 'kubernetes-academy:admin',
    organizations: ['system:masters'],
    usages: ['client'],
  },
  'kube-controller-manager': {
    authority: 'ca',
    commonName: 'system:kube-controller-manager',
    usages: ['client'],
  },
  'kube-scheduler': {
    authority: 'ca',
    commonName: 'system:kube-scheduler',
    usages: ['client'],
  },
  kwok: {
    authority: 'ca',
    commonName: KWOK_USER,
    // It plays the kubelets: policies on a cluster leave these alone.
    organizations: ['system:nodes'],
    usages: ['client', 'server'],
    ...LOCAL_NAMES,
  },
};

/** Identities that get a kubeconfig with a client certificate. */
const CERTIFICATE_IDENTITIES = [
  'admin',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
];

/** The same for a real node. */
const NODE_IDENTITIES = ['kubelet', 'kube-proxy'];

/** See {@link CERTIFICATE_IDENTITIES}. */
export function certificateIdentities(nodes: NodeKind): string[] {
  return nodes === 'real'
    ? [...CERTIFICATE_IDENTITIES, ...NODE_IDENTITIES]
    : CERTIFICATE_IDENTITIES;
}

/** What a real node adds: it is reached, and reaches, by its own address. */
function leavesOfRealNode(nodeAddress: string): Record<string, Leaf> {
  const server = LEAVES['kube-apiserver'];
  return {
    ...LEAVES,
    'kube-apiserver': {
      ...server,
      addresses: [...(server.addresses ?? []), nodeAddress],
    },
    kubelet: {
      authority: 'ca',
      commonName: `system:node:${REAL_NODE_NAME}`,
      organizations: ['system:nodes'],
      usages: ['client', 'server'],
      dnsNames: [REAL_NODE_NAME],
      addresses: [nodeAddress],
    },
    'kube-proxy': {
      authority: 'ca',
      commonName: 'system:kube-proxy',
      usages: ['client'],
    },
  };
}

/** Files of one certificate and its key. */
export function keyFiles(
  pkiDir: string,
  name: string,
): { certificate: string; key: string } {
  return {
    certificate: join(pkiDir, `${name}.crt`),
    key: join(pkiDir, `${name}.key`),
  };
}

/** Key pair that signs and verifies ServiceAccount tokens. */
export function serviceAccountKeyFiles(pkiDir: string): {
  publicKey: string;
  privateKey: string;
} {
  return {
    publicKey: join(pkiDir, 'service-accounts.pub'),
    privateKey: join(pkiDir, 'service-accounts.key'),
  };
}

/**
 * Creates what is missing and renews what expires soon or is for other
 * addresses. Authorities and the
 * ServiceAccount key are never replaced: issued tokens and kubeconfigs stay valid.
 *
 * @param nodeAddress - of the real node, if there is one
 */
export async function ensureClusterPki(
  pkiDir: string,
  nodeAddress?: string,
): Promise<void> {
  mkdirSync(pkiDir, { recursive: true, mode: PRIVATE_DIR_MODE });
  const authorities = new Map(
    await Promise.all(
      (Object.keys(AUTHORITIES) as AuthorityName[]).map(
        async name => [name, await ensureAuthority(pkiDir, name)] as const,
      ),
    ),
  );
  ensureServiceAccountKeys(pkiDir);
  const leaves = nodeAddress ? leavesOfRealNode(nodeAddress) : LEAVES;
  await Promise.all(
    Object.entries(leaves).map(([name, leaf]) =>
      ensureLeaf(pkiDir, name, leaf, authorities.get(leaf.authority)!),
    ),
  );
}

/** Reads one certificate and its key. */
export function readKeyedCertificate(
  pkiDir: string,
  name: string,
): KeyedCertificate {
  const files = keyFiles(pkiDir, name);
  return {
    certificate: readFileSync(files.certificate, 'utf8'),
    key: readFileSync(files.key, 'utf8'),
  };
}

async function ensureAuthority(
  pkiDir: string,
  name: AuthorityName,
): Promise<KeyedCertificate> {
  const files = keyFiles(pkiDir, name);
  if (!existsSync(files.certificate)) {
    write(
      files,
      await createAuthority({
        commonName: AUTHORITIES[name],
        validityDays: AUTHORITY_VALIDITY_DAYS,
      }),
    );
  }
  return readKeyedCertificate(pkiDir, name);
}

async function ensureLeaf(
  pkiDir: string,
  name: string,
  { authority, ...request }: Leaf,
  signer: KeyedCertificate,
): Promise<void> {
  const files = keyFiles(pkiDir, name);
  if (existsSync(files.certificate) && fits(files.certificate, request)) {
    return;
  }
  write(
    files,
    await issueCertificate(signer, {
      ...request,
      validityDays: CERTIFICATE_VALIDITY_DAYS,
    }),
  );
}

function ensureServiceAccountKeys(pkiDir: string): void {
  const files = serviceAccountKeyFiles(pkiDir);
  if (existsSync(files.publicKey)) {
    return;
  }
  const keys = createKeyPair();
  writeFileAtomic(files.privateKey, keys.privateKey);
  writeFileAtomic(files.publicKey, keys.publicKey);
}

/** The certificate comes last: it exists only beside its key. */
function write(
  files: { certificate: string; key: string },
  content: KeyedCertificate,
): void {
  writeFileAtomic(files.key, content.key);
  writeFileAtomic(files.certificate, content.certificate);
}

function fits(
  certificateFile: string,
  {
    dnsNames = [],
    addresses = [],
    organizations = [],
  }: Omit<Leaf, 'authority'>,
): boolean {
  const certificate = new X509Certificate(readFileSync(certificateFile));
  const leftMs = Date.parse(certificate.validTo) - Date.now();
  return (
    leftMs > RENEW_BEFORE_DAYS * DAY_MS &&
    dnsNames.every(name => certificate.checkHost(name)) &&
    addresses.every(address => certificate.checkIP(address)) &&
    organizations.every(name =>
      certificate.subject.split('\n').includes(`O=${name}`),
    )
  );
}
