export * from './AskingEvaluator';
export * from './actors';
