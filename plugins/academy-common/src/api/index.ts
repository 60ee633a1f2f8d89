export * from './attempts';
export * from './clusters';
export * from './readiness';
export * from './recommendations';
export * from './units';
export * from './verdicts';
