import type { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import permissionBackend from '@backstage/plugin-permission-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { academyPlugin } from '../plugin';
import { LEAD, people } from './people';
import { createTestPolicy } from './testPolicy';

/** The plugin in a backend of its own, with the real permission backend. */
export interface TestAcademy {
  get(path: string, userRef: string): request.Test;
  post(path: string, userRef: string, body?: unknown): request.Test;
  /** Without anybody's credentials. */
  anonymous: ReturnType<typeof request>;
  stop(): Promise<void>;
}

/** Starts the plugin; the caller stops it where it must end before the test file does. */
export async function startAcademy(options: {
  academy: JsonObject;
  entities?: Entity[];
  features?: BackendFeature[];
}): Promise<TestAcademy> {
  const { academy, entities = people, features = [] } = options;
  const backend = await startTestBackend({
    features: [
      academyPlugin,
      permissionBackend,
      createTestPolicy(LEAD),
      catalogServiceMock.factory({ entities }),
      mockServices.rootConfig.factory({
        data: { academy, permission: { enabled: true } },
      }),
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
      ...features,
    ],
  });
  const as = (test: request.Test, userRef: string) =>
    test.set('Authorization', mockCredentials.user.header(userRef));
  const agent = request(backend.server);
  return {
    get: (path, userRef) => as(agent.get(`/api/academy${path}`), userRef),
    post: (path, userRef, body) =>
      as(agent.post(`/api/academy${path}`), userRef).send(body as object),
    anonymous: agent,
    stop: () => backend.stop(),
  };
}
