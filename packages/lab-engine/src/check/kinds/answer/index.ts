export { answerKind } from './answerKind';
export { normaliseAnswer } from './normaliseAnswer';
