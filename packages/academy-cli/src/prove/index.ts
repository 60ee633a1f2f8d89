export * from './prove';
export * from './reportFiles';
export * from './results';
export type { StepRecord } from './Steps';
export type { ExampleChoice } from './subjects';
