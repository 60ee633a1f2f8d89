export { MIGRATIONS_DIRECTORY, openDatabase } from './openDatabase';
export { toIso, type DbTime } from './timestamps';
