import {
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  webcrypto,
} from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  type Extension,
} from '@peculiar/x509';

const CURVE = 'P-256';
const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: CURVE };
const SIGNING_ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' };
/** Of authorities that were made by others. */
const RSA_ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const SERIAL_BYTES = 16;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Clocks of virtual machines jump: valid a little before it is made. */
const BACKDATE_MS = DAY_MS;

/** A certificate with its key, both PEM. @public */
export interface KeyedCertificate {
  /** The certificate. */
  certificate: string;
  /** Its private key, PKCS #8. */
  key: string;
}

/** A private key and its public half, both PEM. @public */
export interface KeyPair {
  /** SubjectPublicKeyInfo. */
  publicKey: string;
  /** PKCS #8. */
  privateKey: string;
}

/** Whose certificate it is and how long it is believed. @public */
export interface AuthorityRequest {
  /** Kubernetes reads it as the user's name. */
  commonName: string;
  /** Days from now; fractions are fine, and zero or less makes an expired one. */
  validityDays: number;
}

/** What an authority signs. @public */
export interface CertificateRequest extends AuthorityRequest {
  /** Kubernetes reads these as the user's groups. */
  organizations?: string[];
  /** What the certificate may prove. */
  usages: Array<'client' | 'server'>;
  /** Names of a server. */
  dnsNames?: string[];
  /** IP addresses of a server. */
  addresses?: string[];
}

/** A new key on the curve P-256. @public */
export function createKeyPair(): KeyPair {
  return generateKeyPairSync('ec', {
    namedCurve: CURVE,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** A self-signed authority. @public */
export async function createAuthority(
  request: AuthorityRequest,
): Promise<KeyedCertificate> {
  const { publicKey, privateKey } = createKeyPair();
  const subject = [{ CN: [request.commonName] }];
  const certificate = await X509CertificateGenerator.create(
    {
      ...serialAndValidity(request),
      subject,
      issuer: subject,
      publicKey: await importPublicKey(publicKey),
      signingKey: await importPrivateKey(privateKey),
      signingAlgorithm: SIGNING_ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(true, undefined, true),
        new KeyUsagesExtension(
          KeyUsageFlags.keyCertSign |
            KeyUsageFlags.cRLSign |
            KeyUsageFlags.digitalSignature,
          true,
        ),
        await SubjectKeyIdentifierExtension.create(
          await importPublicKey(publicKey),
        ),
      ],
    },
    webcrypto as Crypto,
  );
  return { certificate: pem(certificate), key: privateKey };
}

/** A certificate with a new key, signed by the authority. @public */
export async function issueCertificate(
  authority: KeyedCertificate,
  request: CertificateRequest,
): Promise<KeyedCertificate> {
  const { publicKey, privateKey } = createKeyPair();
  const issuer = new X509Certificate(authority.certificate);
  const certificate = await X509CertificateGenerator.create(
    {
      ...serialAndValidity(request),
      subject: [
        ...(request.organizations ?? []).map(name => ({ O: [name] })),
        { CN: [request.commonName] },
      ],
      issuer: issuer.subject,
      publicKey: await importPublicKey(publicKey),
      signingKey: await importPrivateKey(authority.key),
      signingAlgorithm: isRsa(authority.key)
        ? RSA_ALGORITHM
        : SIGNING_ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension(
          request.usages.map(usage =>
            usage === 'client'
              ? ExtendedKeyUsage.clientAuth
              : ExtendedKeyUsage.serverAuth,
          ),
        ),
        await AuthorityKeyIdentifierExtension.create(issuer),
        ...alternativeNames(request),
      ],
    },
    webcrypto as Crypto,
  );
  return { certificate: pem(certificate), key: privateKey };
}

function alternativeNames(request: CertificateRequest): Extension[] {
  const names = [
    ...(request.dnsNames ?? []).map(value => ({ type: 'dns', value } as const)),
    ...(request.addresses ?? []).map(value => ({ type: 'ip', value } as const)),
  ];
  return names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : [];
}

function serialAndValidity({ validityDays }: AuthorityRequest) {
  return {
    // A leading zero keeps the number positive.
    serialNumber: `00${randomBytes(SERIAL_BYTES).toString('hex')}`,
    notBefore: new Date(Date.now() - BACKDATE_MS),
    notAfter: new Date(Date.now() + validityDays * DAY_MS),
  };
}

function importPublicKey(text: string): Promise<CryptoKey> {
  return webcrypto.subtle.importKey('spki', der(text), KEY_ALGORITHM, true, [
    'verify',
  ]);
}

function importPrivateKey(text: string): Promise<CryptoKey> {
  const algorithm = isRsa(text) ? RSA_ALGORITHM : KEY_ALGORITHM;
  return webcrypto.subtle.importKey('pkcs8', der(text), algorithm, false, [
    'sign',
  ]);
}

function isRsa(privateKey: string): boolean {
  return createPrivateKey(privateKey).asymmetricKeyType === 'rsa';
}

function der(text: string): Buffer {
  return Buffer.from(text.replace(/-----[^-]+-----|\s/g, ''), 'base64');
}

function pem(certificate: X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}
