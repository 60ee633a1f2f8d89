export * from './lessons';
export * from './people';
export * from './startAcademy';
export { STRANGER } from './testPolicy';
