export { compareObject } from './compareObject';
export type { ComparedObject } from './types';
