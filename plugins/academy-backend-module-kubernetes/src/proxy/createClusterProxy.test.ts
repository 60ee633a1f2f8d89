import { mockServices } from '@backstage/backend-test-utils';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ProxyScenario } from '../__testUtils__/proxyScenario';
import { createClusterProxy } from './createClusterProxy';

jest.setTimeout(240_000);

const run = promisify(execFile);

describe('createClusterProxy', () => {
  it('is the plugin itself for the Kubernetes backend, and somebody else for the cluster', async () => {
    const proxy = createClusterProxy({
      auth: mockServices.auth({ pluginId: 'academy' }),
      discovery: mockServices.discovery(),
    });
    expect(await proxy.baseUrl()).toMatch(/\/api\/kubernetes\/proxy$/);
    const headers = await proxy.headers({
      cluster: 'dev',
      authorization: 'Bearer of-a-learner',
    });
    expect(headers).toEqual({
      authorization: expect.stringMatching(/^Bearer mock-service-token/),
      'backstage-kubernetes-cluster': 'dev',
      'backstage-kubernetes-authorization': 'Bearer of-a-learner',
    });
    expect(headers.authorization).toContain('plugin:academy');
  });
});

/**
 * In a process of its own: the Kubernetes backend loads the client library,
 * an ES module that jest cannot load.
 */
describe('a training cluster behind the Kubernetes backend', () => {
  let scenario: ProxyScenario;

  beforeAll(async () => {
    const { stdout } = await run(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        require.resolve('../__testUtils__/proxyScenario'),
      ],
      // Otherwise Backstage would not survive what its proxy throws when a
      // connection breaks, as it does wherever it is not tested.
      { env: { ...process.env, NODE_ENV: 'development' } },
    );
    scenario = JSON.parse(stdout.trim().split('\n').at(-1)!);
  });

  it('is ready; others say why they are not', () => {
    expect(scenario.states).toEqual([
      { state: 'ready' },
      {
        state: 'unavailable',
        message: expect.stringContaining("Cluster 'down' request error"),
      },
      {
        state: 'unavailable',
        message: expect.stringContaining("Cluster 'elsewhere' not found"),
      },
    ]);
  });

  it('is watched as it changes, also after a connection broke unnoticed', () => {
    // Unknown is right while nobody can tell, and this machine may be slow.
    const known = scenario.verdicts.filter(each => !each.endsWith('unknown'));
    expect(known).toEqual([
      'nothing: notYet',
      'on: passed',
      'off: notYet',
      'on behind a broken line: passed',
    ]);
  });

  it('sees the learner as the learner', () => {
    expect(scenario.refused).toMatch(
      /user "system:serviceaccount:acad-proxy-\w+:learner"/,
    );
  });

  it('gives no kubeconfig that could not work', () => {
    expect(scenario.kubeconfig).toContain(
      'dev can only be reached through the portal',
    );
  });
});
