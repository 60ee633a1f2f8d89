import { setTimeout as sleep } from 'node:timers/promises';
import type { ObjectKind, ObjectSubscription } from '../check/types';
import { createGateway, type ClusterGateway } from '../gateway';
import type { ProvisionedSandbox } from '../sandbox';
import { eventually } from '../testing/eventually';
import { OwnCluster } from '../testing/OwnCluster';
import { ClusterObjects } from './ClusterObjects';

jest.setTimeout(180_000);

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };
const SECRET = { apiVersion: 'v1', kind: 'Secret' };
const QUOTA = { apiVersion: 'v1', kind: 'ResourceQuota' };
const LABEL = 'kubernetes-academy.io/sandbox';

describe('watches of a whole cluster', () => {
  let own: OwnCluster;
  let gateway: ClusterGateway;
  let objects: ClusterObjects;
  let one: ProvisionedSandbox;
  let other: ProvisionedSandbox;

  beforeAll(async () => {
    own = await OwnCluster.start('watch-scope');
    one = await own.test.newSandbox();
    other = await own.test.newSandbox();
  });

  beforeEach(() => {
    gateway = createGateway({ clusters: [own.test.options] });
    const [{ client }] = gateway.clusters();
    const options = { watchScope: 'cluster' as const };
    objects = ClusterObjects.create({ client, options });
  });

  afterEach(async () => {
    objects.close();
    await gateway.close();
  });

  afterAll(() => own?.remove());

  function subscribe(
    { ref, identities }: ProvisionedSandbox,
    kinds: ObjectKind[],
    onChange = () => {},
  ): ObjectSubscription {
    return objects
      .sandbox(ref.namespace, identities.checker)
      .subscribe(kinds, onChange);
  }

  function names(subscription: ObjectSubscription, kind: ObjectKind): string[] {
    const read = subscription.read(kind);
    if (read.state !== 'synced') throw new Error(JSON.stringify(read));
    return read.objects.map(({ metadata }) => metadata.name).sort();
  }

  async function write({ ref }: ProvisionedSandbox, name: string) {
    const { namespace } = ref;
    await own.test.client.apply(
      { ...CONFIG_MAP, metadata: { name } },
      { namespace },
    );
  }

  const requests = () => gateway.clusters()[0].requestCount();

  it('says what is missing where the rights were not given', async () => {
    const subscription = subscribe(one, [SECRET]);
    await eventually(() =>
      expect(subscription.read(SECRET)).toMatchObject({
        state: 'unknown',
        reason: 'forbidden',
        message: {
          en: expect.stringContaining('watch component'),
          ko: expect.stringContaining('watch 컴포넌트'),
        },
      }),
    );
  });

  describe('with the rights', () => {
    beforeAll(async () => {
      await write(one, 'older');
      await own.installWatchComponent();
    });

    it('hands each sandbox its own objects, of whatever age', async () => {
      await write(one, 'mine');
      await write(other, 'yours');
      const mine = subscribe(one, [CONFIG_MAP]);
      const yours = subscribe(other, [CONFIG_MAP]);
      await eventually(() => {
        const always = 'kube-root-ca.crt';
        expect(names(mine, CONFIG_MAP)).toEqual([always, 'mine', 'older']);
        expect(names(yours, CONFIG_MAP)).toEqual([always, 'yours']);
      });
    });

    it('tells nobody of what happens in the sandbox of another one', async () => {
      const [heard, overheard] = [jest.fn(), jest.fn()];
      const mine = subscribe(one, [CONFIG_MAP], heard);
      const yours = subscribe(other, [CONFIG_MAP], overheard);
      await eventually(() => {
        names(mine, CONFIG_MAP);
        names(yours, CONFIG_MAP);
      });
      overheard.mockClear();
      await write(one, 'changed');
      await eventually(() =>
        expect(names(mine, CONFIG_MAP)).toContain('changed'),
      );
      expect(heard).toHaveBeenCalled();
      expect(overheard).not.toHaveBeenCalled();
    });

    it('opens one watch for all, and ends it with the last one', async () => {
      const subscriptions = [one, other, one].map(sandbox =>
        subscribe(sandbox, [QUOTA]),
      );
      await eventually(() =>
        subscriptions.forEach(each =>
          expect(names(each, QUOTA)).toHaveLength(2),
        ),
      );
      const opened = requests();
      const late = subscribe(other, [QUOTA]);
      await eventually(() => expect(names(late, QUOTA)).toHaveLength(2));
      // One list, because what was made just now may not have arrived yet.
      expect(requests()).toBe(opened + 1);
      [...subscriptions, late].forEach(each => each.stop());
      const again = subscribe(one, [QUOTA]);
      expect(again.read(QUOTA)).toEqual({ state: 'syncing' });
      await eventually(() => expect(names(again, QUOTA)).toHaveLength(2));
    });

    it('knows what was made before it was asked, however late', async () => {
      const first = subscribe(one, [CONFIG_MAP]);
      await eventually(() => names(first, CONFIG_MAP));
      for (let round = 0; round < 20; round += 1) {
        await write(other, `just-now-${round}`);
        const late = subscribe(other, [CONFIG_MAP]);
        await eventually(() => names(late, CONFIG_MAP));
        expect(names(late, CONFIG_MAP)).toContain(`just-now-${round}`);
        late.stop();
      }
    });

    it('never hands out what is in no sandbox', async () => {
      const namespace = { apiVersion: 'v1', kind: 'Namespace' };
      const subscription = subscribe(one, [namespace]);
      await eventually(() =>
        expect(subscription.read(namespace)).toMatchObject({
          state: 'unknown',
          reason: 'forbidden',
        }),
      );
    });
  });

  describe('with the label', () => {
    let streams: jest.SpyInstance;

    beforeAll(async () => {
      // As long as it takes until every API server is sure to know a policy.
      await sleep(30_000);
    });

    beforeEach(() => {
      const [{ client }] = gateway.clusters();
      streams = jest.spyOn(client, 'stream');
    });

    /** Selectors of the watches of a kind that were opened so far. */
    const selectors = (plural: string) =>
      streams.mock.calls
        .map(([call]) => call)
        .filter(({ path }) => path.endsWith(`/${plural}`))
        .map(({ query }) => query.labelSelector);

    it('reads everything while there are older objects without it', async () => {
      const subscription = subscribe(one, [CONFIG_MAP]);
      await eventually(() => names(subscription, CONFIG_MAP));
      expect(names(subscription, CONFIG_MAP)).toContain('older');
      expect(selectors('configmaps')).toStrictEqual([undefined]);
    });

    it('reads only what has it, once everything has', async () => {
      await own.kubectl(
        ...['label', 'configmap', '--all', '--all-namespaces', `${LABEL}=true`],
        '--overwrite',
      );
      const subscription = subscribe(one, [CONFIG_MAP]);
      await eventually(() => names(subscription, CONFIG_MAP));
      expect(names(subscription, CONFIG_MAP)).toContain('older');
      expect(selectors('configmaps')).toStrictEqual([LABEL]);
      await write(one, 'labelled');
      await eventually(() =>
        expect(names(subscription, CONFIG_MAP)).toContain('labelled'),
      );
    });

    it('is put on again when a learner takes it off', async () => {
      const { namespace } = one.ref;
      const labels = { [LABEL]: null };
      await one.identities.learner.patch(
        { ...CONFIG_MAP, namespace, name: 'labelled' },
        { metadata: { labels } },
      );
      const { metadata } = await own.test.client.get({
        ...CONFIG_MAP,
        namespace,
        name: 'labelled',
      });
      expect(metadata.labels).toMatchObject({ [LABEL]: 'true' });
    });

    it('is not relied on any more when its policy is gone', async () => {
      const subscription = subscribe(one, [CONFIG_MAP]);
      await eventually(() => names(subscription, CONFIG_MAP));
      await own.kubectl(
        ...['delete', 'mutatingadmissionpolicybinding', 'academy-watch-label'],
      );
      await eventually(() =>
        expect(selectors('configmaps')).toStrictEqual([LABEL, undefined]),
      );
      await eventually(async () => {
        await write(one, 'unlabelled');
        expect(names(subscription, CONFIG_MAP)).toContain('unlabelled');
      });
    });
  });
});
