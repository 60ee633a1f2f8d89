/** A point in time as the database gives it back: a number on SQLite, a Date on PostgreSQL. */
export type DbTime = Date | number | string;

/** @returns the time in ISO form. */
export function toIso(time: DbTime): string {
  return new Date(time).toISOString();
}
