import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createLabRuntime } from '@kubernetes-academy/lab-engine';
import createKnex, { type Knex } from 'knex';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { academyPlugin } from '../../../plugin';
import { fakeLabs } from '../../__testUtils__/Learners';
import { ROOT, testCluster } from '../../__testUtils__/testCluster';
import { deadlyRuntime, deadlyTransactions } from './deadlyRuntime';
import type { Death, Point } from './points';

/** What a process is told, one line of JSON for each. */
export type Order =
  | { start: { instance: string; database: Knex.Config } }
  | { death: Death | null };

/** More than the learners of a round. */
const MAX_SANDBOXES = 50;

let death: Death | null = null;

/** The process ends here, without a word, if it is told to. */
function reach(point: Point): void {
  if (death?.point !== point) {
    return;
  }
  death.nth -= 1;
  if (death.nth === 0) {
    process.kill(process.pid, 'SIGKILL');
  }
}

async function start(options: {
  instance: string;
  database: Knex.Config;
}): Promise<void> {
  const { name, server, caFile, academyTokenFile } = testCluster();
  const runtime = createLabRuntime({
    clusters: [
      {
        name,
        title: name,
        server,
        caFile,
        identity: { tokenFile: academyTokenFile },
        maxSandboxes: MAX_SANDBOXES,
        capabilities: {},
      },
    ],
  });
  const knex = createKnex(options.database);
  if (options.database.client === 'better-sqlite3') {
    await knex.raw('pragma foreign_keys = on');
  }
  const backend = await startTestBackend({
    features: [
      academyPlugin,
      fakeLabs(deadlyRuntime(runtime, reach)),
      catalogServiceMock.factory({ entities: [] }),
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => ({ getClient: async () => knex }),
      }),
      mockServices.rootConfig.factory({
        data: {
          academy: {
            instance: options.instance,
            content: { path: join(ROOT, 'lessons'), watch: false },
          },
        },
      }),
    ],
  });
  deadlyTransactions(knex, reach);
  const { port } = backend.server.address() as AddressInfo;
  process.stdout.write(`PORTAL http://localhost:${port}\n`);
}

/** Everything is loaded by now; what is left to do at the start is short. */
async function main(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const order: Order = JSON.parse(line);
    if ('start' in order) {
      await start(order.start);
    } else {
      death = order.death;
    }
  }
}

main().catch(error => {
  process.stderr.write(`${error?.stack}\n`);
  process.exit(1);
});
