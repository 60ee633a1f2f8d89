import { ApiFront } from '../testing/ApiFront';
import { TestCluster } from '../testing/testCluster';
import { createGateway, type ClusterGateway } from './createGateway';

/** As the API server describes an aggregated API whose server is not up yet. */
const STALE = {
  kind: 'APIGroupDiscoveryList',
  apiVersion: 'apidiscovery.k8s.io/v2',
  metadata: {},
  items: [
    {
      metadata: { name: 'metrics.k8s.io', creationTimestamp: null },
      versions: [{ version: 'v1beta1', freshness: 'Stale' }],
    },
  ],
};

describe('RestMapper', () => {
  let test: TestCluster;
  let front: ApiFront;
  let gateway: ClusterGateway;

  beforeAll(async () => {
    test = TestCluster.create();
    front = await ApiFront.create({ test });
    const { caFile, ...options } = test.options;
    const { server, caData } = front;
    gateway = createGateway({ clusters: [{ ...options, server, caData }] });
  });

  afterAll(async () => {
    await gateway.close();
    await front.down();
    await test.close();
  });

  it('knows the other kinds while an aggregated API does not answer', async () => {
    front.answers.set('/apis', { body: STALE });
    const [{ client }] = gateway.clusters();
    await expect(
      client.mapping({ apiVersion: 'v1', kind: 'Pod' }),
    ).resolves.toMatchObject({ plural: 'pods', namespaced: true });
    await expect(
      client.mapping({ apiVersion: 'metrics.k8s.io/v1beta1', kind: 'X' }),
    ).rejects.toMatchObject({ reason: 'NoMatch' });
  });
});
