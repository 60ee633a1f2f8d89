import { clustersFor } from '@kubernetes-academy/backstage-plugin-academy-common';
import { eventually } from '../testing/eventually';
import { TestCluster } from '../testing/testCluster';
import { createLabRuntime } from './createLabRuntime';
import type { LabRuntime } from './types';

jest.setTimeout(60_000);

describe('createLabRuntime with simulated and real nodes', () => {
  const tests: TestCluster[] = [];
  let runtime: LabRuntime | undefined;

  afterAll(async () => {
    await runtime?.close();
    await Promise.all(tests.map(test => test.close()));
  });

  it('knows which cluster can host what', async () => {
    const [simulated, real] = [TestCluster.create(), TestCluster.createReal()];
    tests.push(simulated, real);
    const lab = createLabRuntime({
      clusters: [
        { ...simulated.options, name: 'simulated' },
        { ...real.options, name: 'real' },
      ],
    });
    runtime = lab;
    const hosts = (...needs: string[]) =>
      clustersFor(lab.clusters(), needs)
        .map(({ name }) => name)
        .sort();
    await eventually(() => expect(hosts()).toEqual(['real', 'simulated']));
    expect(hosts('simulated-nodes')).toEqual(['real', 'simulated']);
    expect(hosts('kubernetes-1.30')).toEqual(['real', 'simulated']);
    expect(hosts('real-nodes', 'nested-control-plane')).toEqual(['real']);
    expect(hosts('warp-drive')).toEqual([]);
  });
});
