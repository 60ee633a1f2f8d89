export {
  createAccess,
  type Access,
  type UserCredentials,
} from './createAccess';
