export { CoursesRoutes } from './CoursesRoutes';
