export { LabsSection } from './LabsSection';
