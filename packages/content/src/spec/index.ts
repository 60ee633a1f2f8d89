export * from './SpecDocument';
