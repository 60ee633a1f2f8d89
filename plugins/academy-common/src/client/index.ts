export { AcademyClient } from './AcademyClient';
export type {
  AcademyClientOptions,
  StartAttemptOptions,
  StreamAttemptOptions,
  StreamState,
} from './types';
