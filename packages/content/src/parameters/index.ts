export * from './drawParameters';
export * from './renderUnit';
