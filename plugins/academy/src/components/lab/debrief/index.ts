export { DebriefSection } from './DebriefSection';
