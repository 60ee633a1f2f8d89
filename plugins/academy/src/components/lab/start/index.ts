export { StartPanel } from './StartPanel';
