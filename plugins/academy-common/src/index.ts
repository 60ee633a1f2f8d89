/**
 * Types, content schemas, permissions and client shared by the Academy packages.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './api';
export * from './client';
export * from './clusters';
export * from './content';
export * from './permissions';
