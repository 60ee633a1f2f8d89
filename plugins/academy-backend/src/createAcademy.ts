import type {
  AuditorService,
  AuthService,
  DatabaseService,
  DiscoveryService,
  HttpAuthService,
  LifecycleService,
  LoggerService,
  PermissionsService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { LabRuntime } from '@kubernetes-academy/backstage-plugin-academy-node';
import { Router } from 'express';
import { createAccess } from './access';
import { createAttempts } from './attempts';
import { LABS_PATHS } from './attempts/admin';
import { CHALLENGE_PATHS, createChallengeRouter } from './attempts/challenge';
import { ATTEMPT_PATHS } from './attempts/paths';
import { CLUSTER_PATHS, createClustersRouter } from './clusters';
import { readAcademyConfig } from './config';
import {
  CONTENT_PATHS,
  createContentRouter,
  createUnitViewer,
  DefaultContentService,
} from './content';
import { openDatabase } from './database';
import { createMetrics, type MetricsService } from './metrics';
import { createDocumentHandler, JSON_RESPONSE } from './openapi';
import {
  createProgressRouter,
  DatabaseProgressStore,
  DatabaseQuizStore,
  PROGRESS_PATHS,
  ProgressService,
} from './progress';
import {
  CatalogTeams,
  createReadinessRouter,
  inspectPaths,
  READINESS_PATHS,
  ReadinessService,
} from './readiness';
import {
  createRecommendationsRouter,
  inspectRules,
  KubernetesObjects,
  RECOMMENDATION_PATHS,
  RecommendationService,
} from './recommendations';

/** The routes that belong to no part of it. */
const PORTAL_PATHS = {
  '/health': { get: { responses: JSON_RESPONSE } },
  '/openapi.json': { get: { responses: JSON_RESPONSE } },
} as const;

/** What the Academy is built from. */
export interface AcademyOptions {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  database: DatabaseService;
  discovery: DiscoveryService;
  httpAuth: HttpAuthService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  metrics: MetricsService;
  permissions: PermissionsService;
  scheduler: SchedulerService;
  /** Absent without a module that brings training clusters. */
  runtime?: LabRuntime;
}

/**
 * Builds the services of the Academy and the router in front of them.
 *
 * @throws InputError when the `academy` section of the config is wrong.
 */
export async function createAcademy(options: AcademyOptions): Promise<Router> {
  const { auditor, auth, catalog, lifecycle, logger, runtime } = options;
  const config = readAcademyConfig({ config: options.config });
  const { paths } = config.readiness;
  const { rules } = config.recommendations;

  const knex = await openDatabase(options.database);
  const access = createAccess(options);
  const content = await DefaultContentService.create({
    ...config.content,
    inspectors: [
      loaded => inspectPaths(paths, loaded),
      loaded => inspectRules(rules, loaded),
    ],
    logger,
    lifecycle,
  });
  const progressStore = DatabaseProgressStore.create({ knex });
  const {
    attempts,
    challenges,
    requests,
    router: attemptsRouter,
  } = createAttempts({
    ...options,
    ...config.attempts,
    instance: config.instance,
    access,
    knex,
    metrics: createMetrics({ metrics: options.metrics, knex, runtime }),
    content,
    progress: progressStore,
  });
  const progress = ProgressService.create({
    content,
    progress: progressStore,
    quiz: DatabaseQuizStore.create({ knex }),
    attempts,
  });
  const viewUnit = createUnitViewer({ content, progress });
  const readiness = ReadinessService.create({
    paths,
    content,
    progress: progressStore,
    teams: CatalogTeams.create({ catalog, auth }),
  });
  const recommendations = RecommendationService.create({
    catalog,
    content,
    progress,
    kubernetes: KubernetesObjects.create(options),
    rules,
  });

  const router = Router();
  router.get('/health', (_, res) => {
    res.json({ status: 'ok' });
  });
  router.get(
    '/openapi.json',
    createDocumentHandler({
      ...PORTAL_PATHS,
      ...CONTENT_PATHS,
      ...PROGRESS_PATHS,
      ...ATTEMPT_PATHS,
      ...CHALLENGE_PATHS,
      ...CLUSTER_PATHS,
      ...LABS_PATHS,
      ...READINESS_PATHS,
      ...RECOMMENDATION_PATHS,
    }),
  );
  router.use(
    createContentRouter({ access, content, progress, viewUnit }),
    createProgressRouter({ access, auditor, progress }),
    attemptsRouter,
    createChallengeRouter({ requests, challenges, viewUnit }),
    createClustersRouter({ access, runtime }),
    createReadinessRouter({ access, readiness }),
    createRecommendationsRouter({ access, recommendations }),
  );
  return router;
}
