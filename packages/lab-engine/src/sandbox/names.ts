import { createHmac, randomInt } from 'node:crypto';
import { ACADEMY_DOMAIN } from '@kubernetes-academy/backstage-plugin-academy-common';

/** Labels and annotations of sandboxes; the fence and the guards know them. */
export const MANAGED_BY_LABEL = `${ACADEMY_DOMAIN}/managed-by`;
export const MANAGED_BY_VALUE = 'backstage-academy';
export const INSTANCE_LABEL = `${ACADEMY_DOMAIN}/instance`;
export const ATTEMPT_LABEL = `${ACADEMY_DOMAIN}/attempt`;
export const PROTECTED_LABEL = `${ACADEMY_DOMAIN}/protected`;
export const PROFILE_ANNOTATION = `${ACADEMY_DOMAIN}/profile`;
export const EXPIRES_AT_ANNOTATION = `${ACADEMY_DOMAIN}/expires-at`;

/** Every sandbox of every portal. */
export const ALL_SANDBOXES_SELECTOR = `${MANAGED_BY_LABEL}=${MANAGED_BY_VALUE}`;

/** ServiceAccounts of a sandbox. */
export const LEARNER_ACCOUNT = 'learner';
export const CHECKER_ACCOUNT = 'academy-checker';
/** Learner tokens are bound to this Secret: they die with it. */
export const KUBECONFIG_SECRET = 'kubeconfig-1';
export const LEARNER_BINDING = 'academy-learner';

const UNIT_LENGTH = 20;
const USER_LENGTH = 8;
const RANDOM_LENGTH = 5;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * A new name `acad-<unit>-<user>-<random>`. The user is an HMAC: whoever sees
 * the namespaces of a cluster does not learn who takes which lab.
 *
 * @param options - `unit` is a unit id, its last part is used
 * @public
 */
export function sandboxName(options: {
  unit: string;
  userRef: string;
  secret: string;
}): string {
  const slug = (options.unit.split('/').pop() ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, UNIT_LENGTH)
    .replace(/^-+|-+$/g, '');
  const user = createHmac('sha256', options.secret)
    .update(options.userRef)
    .digest('hex')
    .slice(0, USER_LENGTH);
  const random = Array.from(
    { length: RANDOM_LENGTH },
    () => ALPHABET[randomInt(ALPHABET.length)],
  ).join('');
  return ['acad', slug, user, random].filter(Boolean).join('-');
}
