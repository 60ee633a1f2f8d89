export { LabPage } from './LabPage';
