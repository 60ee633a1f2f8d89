import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import { createCelEngine, type CelEngine } from '../cel';
import { MemoryObjectSource } from '../check/testing/MemoryObjectSource';
import { NO_CLUSTER } from '../check/testing/noCluster';
import { sessionsOf } from '../check/testing/sessionsOf';
import { proveFault, type OpenSession } from './watchChecks';

const TEXT = { en: 'It does not hold', ko: '성립하지 않음' };

const down: Check = {
  id: 'down',
  title: TEXT,
  resources: {
    server: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'server' },
  },
  assert: [{ expr: 'server.status.readyReplicas == 0', message: TEXT }],
  stableFor: '0s',
};

const available: Check = {
  ...down,
  id: 'available',
  assert: [{ expr: 'server.status.readyReplicas == 1', message: TEXT }],
};

const nodesInside: Check = {
  id: 'nodes',
  title: TEXT,
  resources: {},
  nested: { nodes: { apiVersion: 'v1', kind: 'Node', selector: {} } },
  assert: [{ expr: 'nodes.size() > 0', message: TEXT }],
  stableFor: '0s',
};

const nodesOutside: Check = {
  ...nodesInside,
  resources: nodesInside.nested ?? {},
  nested: undefined,
};

/** As after a fault that stopped the nested API server: nobody can read inside. */
describe('a fault of the nested control plane', () => {
  let engine: CelEngine;
  let source: MemoryObjectSource;
  let open: OpenSession;

  beforeAll(() => {
    engine = createCelEngine();
  });

  beforeEach(() => {
    source = new MemoryObjectSource();
    open = sessionsOf({ actors: NO_CLUSTER, objects: source }, engine);
    source.set('Deployment', [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'server' },
        status: { readyReplicas: 0 },
      },
    ]);
    for (const kind of ['Node', 'nested Node']) {
      source.setUnreachable(kind);
    }
  });

  afterAll(() => engine.close());

  const prove = (checks: Check[], timeoutMs: number) =>
    proveFault(open, { symptoms: [down], checks, windowMs: 100, timeoutMs });

  it('is proven by the checks that can be read', async () => {
    await expect(
      prove([available, nodesInside], 20_000),
    ).resolves.toBeUndefined();
  });

  it.each([
    ['no check that can be read fails', [nodesInside]],
    ['the training cluster itself is unreadable', [available, nodesOutside]],
  ])('is not proven where %s', async (_, checks) => {
    await expect(prove(checks, 1_000)).rejects.toMatchObject({
      code: 'fault-not-proven',
    });
  });
});
