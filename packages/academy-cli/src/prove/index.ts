export * from './prove';
export type { ExampleChoice } from './subjects';
