export { ChallengeService } from './ChallengeService';
export {
  CHALLENGE_PATHS,
  createChallengeRouter,
} from './createChallengeRouter';
