/**
 * Backend of Kubernetes Academy.
 *
 * @packageDocumentation
 */
export { academyPlugin as default } from './plugin';
