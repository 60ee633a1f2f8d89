export * from './AskingEvaluator';
export * from './actors';
export * from './askingKind';
