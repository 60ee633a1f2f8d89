export { HintPanel } from './HintPanel';
