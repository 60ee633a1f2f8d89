export { YamlPanel } from './YamlPanel';
