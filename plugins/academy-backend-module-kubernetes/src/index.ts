/**
 * The lab engine in Backstage: training clusters from the portal's config.
 *
 * @packageDocumentation
 */
export { academyModuleKubernetes as default } from './academyModuleKubernetes';
