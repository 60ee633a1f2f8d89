import type { ClusterClient } from '../gateway';
import { eventually } from '../testing/eventually';
import {
  confirmNow,
  CONFIG_MAP,
  names,
  WatchScene,
} from './testing/WatchScene';

jest.setTimeout(90_000);

/** What happens to a line between a watch and a real API server. */
describe('a watch with bad luck', () => {
  let scene: WatchScene;

  beforeAll(async () => {
    scene = await WatchScene.create();
  });

  afterEach(() => scene.settle());
  afterAll(() => scene.close());

  describe('that hangs', () => {
    it('is unknown as soon as somebody wants to be sure', async () => {
      const watch = scene.open({ client: scene.overProxy() });
      await eventually(() => names(watch.read()));
      scene.proxy.stall();
      await scene.write('unseen');
      expect(watch.read()).toMatchObject({ state: 'synced' });
      await confirmNow(watch);
      expect(watch.read()).toMatchObject({
        state: 'unknown',
        reason: 'timeout',
      });
      await scene.proxy.mend();
      await eventually(() => expect(names(watch.read())).toContain('unseen'));
    });

    it('is unknown when only its own connection hangs', async () => {
      // What confirms it goes another way, and is answered.
      const stalled = scene.overProxy();
      const watch = scene.open({
        client: {
          path: ref => scene.test.client.path(ref),
          request: call => scene.test.client.request(call),
          stream: call => stalled.stream(call),
        },
      });
      await eventually(() => names(watch.read()));
      scene.proxy.stall();
      await scene.write('behind');
      await confirmNow(watch);
      expect(watch.read()).toMatchObject({
        state: 'unknown',
        reason: 'timeout',
      });
      await scene.proxy.mend();
      await eventually(() => expect(names(watch.read())).toContain('behind'));
    });

    it('is unknown after the longest silence, its server being gone without a word', async () => {
      const watch = scene.open({ client: scene.overProxy(), silenceMs: 700 });
      await eventually(() => names(watch.read()));
      scene.proxy.stall();
      scene.proxy.abandon();
      await eventually(() =>
        expect(watch.read()).toMatchObject({
          state: 'unknown',
          reason: 'timeout',
        }),
      );
      await scene.write('after-half-open');
      await scene.proxy.mend();
      await eventually(() =>
        expect(names(watch.read())).toContain('after-half-open'),
      );
    });
  });

  it('is believed where it knows what a list knows, and asks nothing while it was just heard', async () => {
    const request = jest.fn(scene.test.client.request.bind(scene.test.client));
    const { client } = scene.test;
    const watch = scene.open({
      client: {
        request: request as ClusterClient['request'],
        path: ref => client.path(ref),
        stream: call => client.stream(call),
      },
    });
    await eventually(() => names(watch.read()));
    await watch.confirm();
    expect(request).not.toHaveBeenCalled();
    for (let round = 0; round < 10; round += 1) {
      await scene.write('confirmed', String(round));
      await confirmNow(watch);
      const read = watch.read();
      const objects = read.state === 'synced' ? read.objects : [];
      expect(objects).toContainEqual(
        expect.objectContaining({ data: { value: String(round) } }),
      );
    }
    expect(scene.states).toEqual(['synced']);
  });

  it('is believed where there is nothing', async () => {
    const kind = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
    const watch = scene.open({ kind });
    await eventually(() => expect(names(watch.read())).toEqual([]));
    await confirmNow(watch);
    expect(names(watch.read())).toEqual([]);
    expect(scene.states).toEqual(['synced']);
  });

  describe('whose token ends', () => {
    /** Of the checker, bound to a Secret: it dies with it. */
    async function issue(secret: string) {
      const { namespace } = scene.sandbox.ref;
      const { metadata } = await scene.test.client.create(
        { apiVersion: 'v1', kind: 'Secret', metadata: { name: secret } },
        { namespace },
      );
      const account = {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        namespace,
        name: 'academy-checker',
      };
      const { body } = await scene.test.client.request<{
        status: { token: string };
      }>({
        method: 'POST',
        path: await scene.test.client.path(account, 'token'),
        body: {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenRequest',
          spec: {
            boundObjectRef: {
              apiVersion: 'v1',
              kind: 'Secret',
              name: secret,
              uid: metadata.uid,
            },
          },
        },
      });
      return body.status.token;
    }

    async function revoke(secret: string, token: string) {
      const { namespace } = scene.sandbox.ref;
      await scene.test.client.delete({
        apiVersion: 'v1',
        kind: 'Secret',
        namespace,
        name: secret,
      });
      const other = scene.test.client.withToken({
        get: async () => token,
        invalidate: () => {},
      });
      await eventually(() =>
        expect(
          other.get({ ...CONFIG_MAP, namespace, name: 'kube-root-ca.crt' }),
        ).rejects.toMatchObject({ status: 401 }),
      );
    }

    it('goes on with the next one, without a word', async () => {
      let token = await issue('first-token');
      const next = await issue('second-token');
      let asked = 0;
      const client = scene.overProxy().withToken({
        get: async () => token,
        invalidate: () => {
          asked += 1;
          token = next;
        },
      });
      const watch = scene.open({ client });
      await eventually(() => names(watch.read()));
      await revoke('first-token', token);
      expect(asked).toBe(0);
      scene.proxy.reset();
      await scene.write('after-rotation');
      await eventually(() =>
        expect(names(watch.read())).toContain('after-rotation'),
      );
      expect(asked).toBe(1);
      expect(scene.states).toEqual(['synced']);
    });

    it('says that it may not read when there is no other', async () => {
      const token = await issue('last-token');
      const client = scene.overProxy().withToken({
        get: async () => token,
        invalidate: () => {},
      });
      const watch = scene.open({ client });
      await eventually(() => names(watch.read()));
      await revoke('last-token', token);
      await confirmNow(watch);
      expect(watch.read()).toMatchObject({
        state: 'unknown',
        reason: 'forbidden',
      });
    });
  });
});
