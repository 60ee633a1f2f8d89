import { NotFoundError } from '@backstage/errors';
import { findAttempt } from './operations';
import type { Attempt, Db } from './types';

/** A learner and one of their attempts. Somebody else's is not found. */
export interface OwnAttempt {
  id: string;
  userRef: string;
}

/** @throws NotFoundError */
export async function findOwn(
  options: Db & { own: OwnAttempt },
): Promise<Attempt> {
  const { knex, own } = options;
  const { id, userRef } = own;
  const attempt = await findAttempt({ knex, id, userRef });
  if (!attempt) {
    throw new NotFoundError(`There is no attempt ${id}`);
  }
  return attempt;
}
