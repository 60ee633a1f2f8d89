export {
  readAcademyConfig,
  type AcademyConfig,
  type ReadinessPath,
} from './readAcademyConfig';
