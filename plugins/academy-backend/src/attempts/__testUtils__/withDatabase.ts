import {
  coreServices,
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';

/** Gives the plugin this database. */
export function withDatabase(knex: Knex): BackendFeature {
  return createServiceFactory({
    service: coreServices.database,
    deps: {},
    factory: () => mockServices.database({ knex }),
  });
}
