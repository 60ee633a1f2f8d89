export { OverPanel } from './OverPanel';
export { PreparingPanel } from './PreparingPanel';
