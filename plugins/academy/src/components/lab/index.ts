export { LabPage } from './LabPage';
export type { LabPageProps } from './LabPage';
