export {
  createMetrics,
  metricsServiceRef,
  type AcademyMetrics,
  type MetricsService,
} from './createMetrics';
