import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { ClientCertificate, CredentialSource } from '../credentials';
import { fileToken } from '../tokens';
import { noIdentity } from './noIdentity';

/**
 * Certificate and key from two files that are read again when they change. A
 * pair that is being replaced, one file after the other, is used once it fits.
 */
export function certificateFiles(options: {
  certificateFile: string;
  keyFile: string;
}): CredentialSource {
  const certificates = fileToken(options.certificateFile);
  const keys = fileToken(options.keyFile);
  let current: ClientCertificate | undefined;
  const invalidate = () => {
    certificates.invalidate();
    keys.invalidate();
  };
  return {
    async get() {
      const [certificate, key] = await Promise.all([
        certificates.get(),
        keys.get(),
      ]);
      const isNew = current?.certificate !== certificate || current.key !== key;
      if (isNew) {
        if (belongTogether(certificate, key)) {
          current = { certificate, key };
        } else {
          // Perhaps only one of both has been replaced yet.
          invalidate();
        }
      }
      if (!current) {
        throw noIdentity(
          `${options.certificateFile} and ${options.keyFile} are not a certificate and its key`,
        );
      }
      return { headers: {}, certificate: current };
    },
    invalidate,
  };
}

/** False also for texts that are no certificate or no key. */
function belongTogether(certificate: string, key: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(
      createPrivateKey(key),
    );
  } catch {
    return false;
  }
}
