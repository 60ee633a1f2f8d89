/**
 * Authorities and certificates for clusters that the Academy makes itself.
 *
 * @packageDocumentation
 */
export {
  createAuthority,
  createKeyPair,
  issueCertificate,
} from './pki/certificates';
export type {
  AuthorityRequest,
  CertificateRequest,
  KeyedCertificate,
  KeyPair,
} from './pki/certificates';
