import { randomBytes } from 'node:crypto';

const SEED_BYTES = 16;

/** What the parameters of an attempt are drawn from; nobody can guess it. */
export function newSeed(): string {
  return randomBytes(SEED_BYTES).toString('hex');
}
