import { eventually } from '../testing/eventually';
import { TestCluster } from '../testing/testCluster';
import { detectCapabilities } from './detectCapabilities';

jest.setTimeout(60_000);

describe('detectCapabilities on real nodes', () => {
  let test: TestCluster;

  beforeAll(() => {
    test = TestCluster.createReal();
  });

  afterAll(() => test.close());

  it('finds what runs there, beside simulated nodes', async () => {
    // The metrics server answers a little later than the node.
    await eventually(async () => {
      const { capabilities, unread } = await detectCapabilities(test.client);
      expect(unread).toEqual([]);
      expect(capabilities).toEqual([
        'real-nodes',
        'simulated-nodes',
        'nested-control-plane',
        'metrics-server',
        'storageclass',
      ]);
    });
  });
});
