export * from './types';
export * from './validateExpression';
export { createCelEngine } from './ProcessCelEngine';
export { compilePattern, matchesPattern, patternProblem } from './regex';
