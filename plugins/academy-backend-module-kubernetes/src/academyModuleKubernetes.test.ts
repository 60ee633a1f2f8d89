import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  academyLabRuntimeExtensionPoint,
  type LabRuntime,
} from '@kubernetes-academy/backstage-plugin-academy-node';
import { academyModuleKubernetes } from './academyModuleKubernetes';

jest.setTimeout(60_000);

describe('academyModuleKubernetes', () => {
  /** Starts the module. @returns the runtimes it gave to the Academy */
  async function start(data: JsonObject): Promise<LabRuntime[]> {
    const given: LabRuntime[] = [];
    const backend = await startTestBackend({
      extensionPoints: [
        [
          academyLabRuntimeExtensionPoint,
          { setLabRuntime: runtime => given.push(runtime) },
        ],
      ],
      features: [
        academyModuleKubernetes,
        mockServices.rootConfig.factory({ data }),
      ],
    });
    await backend.stop();
    return given;
  }

  /** Nothing listens there: a cluster that does not answer is no reason not to start. */
  const cluster = { name: 'dev', url: 'https://127.0.0.1:1' };
  const kubernetes = {
    clusterLocatorMethods: [{ type: 'config', clusters: [cluster] }],
  };

  it('gives the Academy a runtime with the clusters of the config', async () => {
    const identity = { token: 'abc' };
    const trainingClusters = [{ cluster: 'dev', title: 'Labs', identity }];
    const runtimes = await start({ kubernetes, academy: { trainingClusters } });
    expect(runtimes.map(runtime => runtime.clusters())).toMatchObject([
      [{ name: 'dev', title: 'Labs', maxSandboxes: 20 }],
    ]);
    expect(runtimes[0].clusters()[0].state).not.toBe('ready');
  });

  it.each([{}, { academy: {} }, { academy: { trainingClusters: [] } }])(
    'gives none where no training cluster is configured: %j',
    async config => {
      expect(await start({ kubernetes, ...config })).toEqual([]);
    },
  );

  it.each([
    [
      [{ cluster: 'x', identity: { token: 'a' } }],
      "academy.trainingClusters[0].cluster: no cluster 'x' in kubernetes.clusterLocatorMethods; known: dev",
    ],
    [[{ cluster: 'dev' }], 'academy.trainingClusters[0].identity'],
  ])('does not start with %j, naming the key', async (entries, message) => {
    const academy = { trainingClusters: entries };
    await expect(start({ kubernetes, academy })).rejects.toThrow(message);
  });
});
