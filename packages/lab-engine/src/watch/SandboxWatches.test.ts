import type { ProvisionedSandbox } from '../sandbox';
import { eventually } from '../testing/eventually';
import { TestCluster } from '../testing/testCluster';
import { SandboxWatches } from './SandboxWatches';

jest.setTimeout(60_000);

const SECRET = { apiVersion: 'v1', kind: 'Secret' };
const QUOTA = { apiVersion: 'v1', kind: 'ResourceQuota' };

describe('SandboxWatches', () => {
  let test: TestCluster;
  let sandbox: ProvisionedSandbox;
  let watches: SandboxWatches;

  beforeAll(async () => {
    test = TestCluster.create();
    sandbox = await test.newSandbox();
    watches = SandboxWatches.create({
      client: sandbox.identities.checker,
      namespace: sandbox.ref.namespace,
    });
  });

  afterAll(() => test.close());

  it("reads with the checker's token, once per kind", async () => {
    const first = watches.subscribe([SECRET, QUOTA], () => {});
    await eventually(() =>
      expect(first.read(QUOTA)).toMatchObject({ state: 'synced' }),
    );
    await eventually(() =>
      expect(first.read(SECRET)).toMatchObject({
        state: 'synced',
        objects: [{ metadata: { name: 'kubeconfig-1' } }],
      }),
    );
    const before = test.cluster.requestCount();
    const second = watches.subscribe([SECRET], () => {});
    expect(second.read(SECRET)).toEqual(first.read(SECRET));
    expect(test.cluster.requestCount()).toBe(before);

    first.stop();
    expect(second.read(SECRET)).toMatchObject({ state: 'synced' });
    second.stop();
  });

  it('tells every subscriber, and nobody who has stopped', async () => {
    const { namespace } = sandbox.ref;
    const listeners = [jest.fn(), jest.fn()];
    const [one, two] = listeners.map(listener =>
      watches.subscribe([SECRET], listener),
    );
    await eventually(() =>
      listeners.forEach(listener => expect(listener).toHaveBeenCalled()),
    );
    one.stop();
    listeners.forEach(listener => listener.mockClear());
    await test.client.apply(
      { ...SECRET, metadata: { name: 'new' } },
      { namespace },
    );
    await eventually(() => expect(listeners[1]).toHaveBeenCalled());
    expect(listeners[0]).not.toHaveBeenCalled();
    two.stop();
  });

  it('opens the watch again for a subscriber that comes after the last has gone', async () => {
    watches.subscribe([SECRET], () => {}).stop();
    const again = watches.subscribe([SECRET], () => {});
    await eventually(() =>
      expect(again.read(SECRET)).toMatchObject({ state: 'synced' }),
    );
    again.stop();
  });
});
