import { createHmac, randomInt } from 'node:crypto';
import { ACADEMY_DOMAIN } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { KubernetesObject } from '../check/types';

/** Labels and annotations of sandboxes; the fence and the guards know them. */
export const MANAGED_BY_LABEL = `${ACADEMY_DOMAIN}/managed-by`;
export const MANAGED_BY_VALUE = 'backstage-academy';
export const INSTANCE_LABEL = `${ACADEMY_DOMAIN}/instance`;
export const ATTEMPT_LABEL = `${ACADEMY_DOMAIN}/attempt`;
export const PROTECTED_LABEL = `${ACADEMY_DOMAIN}/protected`;
export const PROFILE_ANNOTATION = `${ACADEMY_DOMAIN}/profile`;
export const EXPIRES_AT_ANNOTATION = `${ACADEMY_DOMAIN}/expires-at`;

/** Fingerprint of the objects in a sandbox that waits for an attempt. */
export const PREPARED_ANNOTATION = `${ACADEMY_DOMAIN}/prepared`;
/** The release of a pre-created namespace began then. */
export const ENDING_SINCE_ANNOTATION = `${ACADEMY_DOMAIN}/ending-since`;
/** What keeps a pre-created namespace from being free. */
export const ENDING_LEFT_ANNOTATION = `${ACADEMY_DOMAIN}/ending-left`;

/** Every sandbox of every portal. */
export const ALL_SANDBOXES_SELECTOR = `${MANAGED_BY_LABEL}=${MANAGED_BY_VALUE}`;

/** ServiceAccounts of a sandbox. */
export const LEARNER_ACCOUNT = 'learner';
export const CHECKER_ACCOUNT = 'academy-checker';
/** Learner tokens are bound to this Secret: they die with it. */
export const KUBECONFIG_SECRET = 'kubeconfig-1';
export const LEARNER_BINDING = 'academy-learner';
export const CHECKER_BINDING = 'academy-checker';
export const BACKEND_BINDING = 'academy-backend';

/** In place of an attempt's id; the fence lets it be changed into one. */
export const PREPARED_PREFIX = 'prepared-';

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
  return ['acad', slug, user, randomPart()].filter(Boolean).join('-');
}

/** What sets names apart that are otherwise equal. */
export function randomPart(): string {
  return Array.from(
    { length: RANDOM_LENGTH },
    () => ALPHABET[randomInt(ALPHABET.length)],
  ).join('');
}

/** Whether a sandbox waits for an attempt. */
export function isPrepared({ metadata }: KubernetesObject): boolean {
  return metadata.labels?.[ATTEMPT_LABEL]?.startsWith(PREPARED_PREFIX) ?? false;
}
