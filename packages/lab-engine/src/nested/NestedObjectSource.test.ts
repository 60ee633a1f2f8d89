import { MemoryObjectSource } from '../check/testing/MemoryObjectSource';
import type { KubernetesObject } from '../check/types';
import { NestedObjectSource } from './NestedObjectSource';
import { routeKinds } from './routeKinds';

const NODE = { apiVersion: 'v1', kind: 'Node', nested: true as const };
const NOT_READY = {
  state: 'unknown',
  reason: 'unreachable',
  message: { en: expect.stringContaining('no pod'), ko: expect.any(String) },
};

/** A watched nested control plane, whose retries are counted. */
class Inside extends MemoryObjectSource {
  retries = 0;

  retryNow() {
    this.retries += 1;
  }
}

function serverPod(options: {
  ready?: boolean;
  container?: string;
  deleted?: boolean;
}): KubernetesObject {
  const { ready = true, container = 'first', deleted } = options;
  return {
    metadata: {
      name: 'kube-apiserver-1',
      uid: 'pod-1',
      labels: { component: 'kube-apiserver' },
      ...(deleted && { deletionTimestamp: '2026-01-05T09:00:00Z' }),
    },
    status: {
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [{ containerID: container }],
    },
  };
}

describe('NestedObjectSource', () => {
  let sandbox: MemoryObjectSource;
  let inside: Inside;
  let changes: number;

  beforeEach(() => {
    sandbox = new MemoryObjectSource();
    inside = new Inside();
    changes = 0;
  });

  function subscribe() {
    const source = NestedObjectSource.create({ sandbox, inside });
    return source.subscribe([NODE], () => {
      changes += 1;
    });
  }

  it('waits for the pods of the sandbox before it says anything', () => {
    inside.set('nested Node', []);
    expect(subscribe().read(NODE)).toEqual({ state: 'syncing' });
  });

  it('reads inside while the API server is ready', () => {
    sandbox.set('Pod', [serverPod({})]);
    inside.set('nested Node', []);
    expect(subscribe().read(NODE)).toEqual({ state: 'synced', objects: [] });
  });

  it('knows nothing as soon as the API server is not ready', () => {
    sandbox.set('Pod', [serverPod({})]);
    inside.set('nested Node', []);
    const subscription = subscribe();
    for (const pods of [
      [serverPod({ ready: false })],
      [serverPod({ deleted: true })],
      [],
    ]) {
      sandbox.set('Pod', pods);
      expect(subscription.read(NODE)).toEqual(NOT_READY);
    }
    expect(changes).toBeGreaterThan(0);
  });

  it('says why when the sandbox itself cannot be read', () => {
    sandbox.setUnreachable('Pod');
    expect(subscribe().read(NODE)).toMatchObject({
      state: 'unknown',
      message: { en: 'No connection.' },
    });
  });

  it('waits for no back-off once another container serves', () => {
    const subscription = subscribe();
    sandbox.set('Pod', [serverPod({})]);
    expect(inside.retries).toBe(1);
    sandbox.set('Pod', [serverPod({})]);
    expect(inside.retries).toBe(1);
    sandbox.set('Pod', [serverPod({ container: 'second' })]);
    expect(inside.retries).toBe(2);
    subscription.stop();
    expect(sandbox.subscribers + inside.subscribers).toBe(0);
  });
});

describe('routeKinds', () => {
  const POD = { apiVersion: 'v1', kind: 'Pod' };

  it('does not touch the nested control plane for kinds of the sandbox', () => {
    const sandbox = new MemoryObjectSource();
    const nested = jest.fn();
    const subscription = routeKinds(sandbox, nested).subscribe([POD], () => {});
    expect(subscription.read(POD)).toEqual({ state: 'syncing' });
    expect(nested).not.toHaveBeenCalled();
    subscription.stop();
    expect(sandbox.subscribers).toBe(0);
  });

  it('tells the same kind inside and outside apart', () => {
    const sandbox = new MemoryObjectSource();
    const nested = new MemoryObjectSource();
    const insidePod = { ...POD, nested: true as const };
    const subscription = routeKinds(sandbox, () => nested).subscribe(
      [POD, insidePod],
      () => {},
    );
    sandbox.set('Pod', []);
    nested.setUnreachable('nested Pod');
    expect(subscription.read(POD)).toMatchObject({ state: 'synced' });
    expect(subscription.read(insidePod)).toMatchObject({ state: 'unknown' });
    subscription.stop();
    expect(nested.subscribers).toBe(0);
  });
});
