export { AcademyEntityCard } from './AcademyEntityCard';
