export * from './types';
export * from './validateExpression';
export { createCelEngine } from './ProcessCelEngine';
