export { execCommand } from './execCommand';
export { openPortForward } from './openPortForward';
