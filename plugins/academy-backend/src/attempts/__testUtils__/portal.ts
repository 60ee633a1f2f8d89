import type { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import academyModuleKubernetes from '@kubernetes-academy/backstage-plugin-academy-backend-module-kubernetes';
import type {
  AttemptState,
  AttemptView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { academyPlugin } from '../../plugin';
import { eventually } from './eventually';
import { ROOT, testCluster } from './testCluster';

/** A portal's routes, as one of its people. */
export class Learner {
  readonly #url: string;
  readonly #userRef: string;

  constructor(url: string, userRef: string) {
    this.#url = url;
    this.#userRef = userRef;
  }

  async call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<{ status: number; body: any }> {
    const response = await fetch(`${this.#url}/api/academy${path}`, {
      method,
      headers: {
        Authorization: mockCredentials.user.header(this.#userRef),
        'Content-Type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  /** Starts an attempt. @throws Error when it is refused. */
  async start(unitId: string, scenario?: string): Promise<AttemptView> {
    const { status, body } = await this.call('POST', '/attempts', {
      unitId,
      scenario,
    });
    if (status !== 201) {
      throw new Error(body.error.message);
    }
    return body;
  }

  /** The attempt once it is in a state. @throws Error with the reason when it failed. */
  async inState(id: string, state: AttemptState): Promise<AttemptView> {
    return this.when(id, attempt => attempt.state === state);
  }

  /** The attempt once something holds. @throws Error with the reason when it failed. */
  async when(
    id: string,
    holds: (attempt: AttemptView) => boolean,
  ): Promise<AttemptView> {
    return eventually(async () => {
      const { body } = await this.call('GET', `/attempts/${id}`);
      if (body.state === 'failed') {
        throw new Error(body.message.en);
      }
      return holds(body) && body;
    });
  }
}

/** The `academy` and `kubernetes` sections with the cluster of the tests. */
export function clusterConfig(): {
  academy: JsonObject;
  kubernetes: JsonObject;
} {
  const { name, server, caFile, academyTokenFile } = testCluster();
  return {
    academy: {
      trainingClusters: [
        { cluster: name, identity: { tokenFile: academyTokenFile } },
      ],
    },
    kubernetes: {
      clusterLocatorMethods: [
        { type: 'config', clusters: [{ name, url: server, caFile }] },
      ],
    },
  };
}

/** Starts the real plugin and the real module with the real lessons. */
export async function startPortal(options: {
  /** Label value of the portal's sandboxes. */
  instance: string;
  /** Folder of its SQLite files, which survive it. */
  database: string;
  config: { academy?: JsonObject; kubernetes?: JsonObject };
  /** More of the backend. */
  features?: BackendFeature[];
}): Promise<{ url: string; stop(): Promise<void> }> {
  const { instance, database, config, features = [] } = options;
  const backend = await startTestBackend({
    features: [
      academyPlugin,
      academyModuleKubernetes,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.database.factory(),
      ...features,
      mockServices.rootConfig.factory({
        data: {
          ...config,
          academy: {
            instance,
            content: { path: join(ROOT, 'lessons'), watch: false },
            ...config.academy,
          },
          backend: {
            database: {
              client: 'better-sqlite3',
              connection: { directory: database },
            },
          },
        },
      }),
    ],
  });
  const { port } = backend.server.address() as AddressInfo;
  return { url: `http://localhost:${port}`, stop: () => backend.stop() };
}
