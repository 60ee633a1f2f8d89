import { TestCluster, until } from '../testing/TestCluster';

/** A first run builds the binaries. */
jest.setTimeout(15 * 60_000);

const AGNHOST = 'registry.k8s.io/e2e-test-images/agnhost';

const WORKLOAD = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: LimitRange
metadata: { name: defaults, namespace: shop }
spec:
  limits:
    - type: Container
      default: { cpu: 200m, memory: 128Mi, ephemeral-storage: 128Mi }
      defaultRequest: { cpu: 20m, memory: 64Mi, ephemeral-storage: 64Mi }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { case: web } }
  template:
    metadata: { labels: { case: web } }
    spec:
      containers:
        - { name: web, image: '${AGNHOST}:2.53', args: [netexec] }
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: DoNotSchedule
          labelSelector: { matchLabels: { case: web } }
`;

interface ContainerStatus {
  ready: boolean;
  restartCount: number;
  state: {
    waiting?: { reason: string; message: string };
    terminated?: { reason: string };
  };
  lastState: { terminated?: { reason: string; exitCode: number } };
}

interface Pod {
  metadata: { name: string };
  spec: { nodeName: string };
  status: {
    phase: string;
    podIP: string;
    conditions: Array<{ type: string; status: string }>;
    initContainerStatuses?: ContainerStatus[];
    containerStatuses?: ContainerStatus[];
  };
}

interface Node {
  metadata: { labels: Record<string, string> };
  status: {
    allocatable: Record<string, string>;
    conditions: Array<{ type: string; status: string }>;
  };
}

interface Event {
  reason: string;
  message: string;
  involvedObject: { name: string };
  source: { component: string };
}

describe('simulated nodes', () => {
  const cluster = TestCluster.create(WORKLOAD);

  beforeAll(() => cluster.up());
  afterAll(() => cluster.remove());

  async function pods(label: string): Promise<Pod[]> {
    const list = await cluster.get<{ items: Pod[] }>(
      'pods',
      '-n',
      'shop',
      '-l',
      `case=${label}`,
    );
    return list.items;
  }

  /** Waits for a pod of that label which is as described. */
  function untilPod(
    label: string,
    holds: (status: Pod['status']) => boolean | undefined,
  ): Promise<Pod> {
    return until(async () =>
      (await pods(label)).find(({ status }) => holds(status)),
    );
  }

  function waitingFor(reason: string) {
    return ({ containerStatuses }: Pod['status']) =>
      containerStatuses?.[0].state.waiting?.reason === reason;
  }

  async function eventsOf(pod: Pod): Promise<string[]> {
    const { items } = await cluster.get<{ items: Event[] }>(
      'events',
      '-n',
      'shop',
    );
    return items
      .filter(
        ({ involvedObject, source }) =>
          involvedObject.name === pod.metadata.name &&
          source.component === 'kubelet',
      )
      .map(({ reason, message }) => `${reason}: ${message}`);
  }

  function rollOut(timeout: string): Promise<string> {
    return cluster.kubectl(
      'rollout',
      'status',
      'deployment/web',
      '-n',
      'shop',
      `--timeout=${timeout}`,
    );
  }

  function setImage(object: string, container: string, image: string) {
    const change = `${container}=${image}`;
    return cluster.kubectl('set', 'image', object, change, '-n', 'shop');
  }

  it('are ready, in three zones, and have room for everything', async () => {
    const { items } = await cluster.get<{ items: Node[] }>('nodes');
    expect(
      items.map(
        ({ metadata }) => metadata.labels['topology.kubernetes.io/zone'],
      ),
    ).toEqual(['local-a', 'local-b', 'local-c']);
    for (const { status } of items) {
      expect(status.allocatable).toHaveProperty('ephemeral-storage');
      expect(status.conditions).toContainEqual(
        expect.objectContaining({ type: 'Ready', status: 'True' }),
      );
    }
  });

  it('run a Deployment, spread over the zones', async () => {
    await rollOut('60s');
    const running = await pods('web');
    expect(new Set(running.map(({ spec }) => spec.nodeName)).size).toBe(3);
    expect(new Set(running.map(({ status }) => status.podIP)).size).toBe(3);
    await expect(
      cluster.kubectl('logs', '-n', 'shop', running[0].metadata.name),
    ).resolves.toContain('simulated node');
  });

  it('block a rollout on a wrong tag until it is corrected', async () => {
    const image = `${AGNHOST}:2.99`;
    await setImage('deployment/web', 'web', image);
    const pod = await untilPod('web', waitingFor('ImagePullBackOff'));
    expect(pod.status.phase).toBe('Pending');
    expect(pod.status.containerStatuses![0].state.waiting!.message).toContain(
      `${image}: not found`,
    );
    await expect(rollOut('1s')).rejects.toThrow('timed out');
    expect(await eventsOf(pod)).toEqual(
      expect.arrayContaining([
        `Pulling: Pulling image "${image}"`,
        'Failed: Error: ErrImagePull',
        `BackOff: Back-off pulling image "${image}"`,
      ]),
    );

    await setImage('deployment/web', 'web', `${AGNHOST}:2.54`);
    await rollOut('60s');
    await until(async () => {
      const all = await pods('web');
      return (
        all.length === 3 &&
        all.every(({ status }) => status.phase === 'Running')
      );
    });
    expect(await pods('web')).toHaveLength(3);
  });

  it('start a pod whose image is corrected in place', async () => {
    await cluster.kubectl(
      'run',
      'typo',
      '-n',
      'shop',
      '--image=ngnix',
      '--labels=case=typo',
    );
    await untilPod('typo', waitingFor('ImagePullBackOff'));
    await setImage('pod/typo', 'typo', 'nginx');
    const pod = await untilPod('typo', ({ phase }) => phase === 'Running');
    expect(pod.status.containerStatuses![0].ready).toBe(true);
  });

  it('restart a crashing container with growing pauses', async () => {
    await cluster.apply(`
apiVersion: v1
kind: Pod
metadata: { name: crash, namespace: shop, labels: { case: crash } }
spec:
  containers:
    - { name: main, image: busybox, command: [sh, -c, 'echo starting; exit 3'] }
`);
    const pod = await untilPod('crash', waitingFor('CrashLoopBackOff'));
    expect(pod.status.containerStatuses![0]).toMatchObject({
      ready: false,
      restartCount: 1,
      state: { waiting: { message: expect.stringContaining('back-off 10s') } },
      lastState: { terminated: { reason: 'Error', exitCode: 3 } },
    });
    await until(async () =>
      (
        await eventsOf(pod)
      ).some(event =>
        event.startsWith('BackOff: Back-off restarting failed container main'),
      ),
    );
    const again = await untilPod(
      'crash',
      ({ containerStatuses }) => containerStatuses![0].restartCount === 2,
    );
    expect(again.metadata.name).toBe('crash');
  });

  it('kill a container that needs more memory than its limit', async () => {
    await cluster.apply(`
apiVersion: v1
kind: Pod
metadata:
  name: hungry
  namespace: shop
  labels: { case: hungry }
  annotations: { kubernetes-academy.io/needs-memory: 200Mi }
spec:
  containers:
    - { name: main, image: busybox, resources: { limits: { memory: 150M } } }
    - { name: other, image: busybox, resources: { limits: { memory: 1Gi } } }
`);
    const pod = await untilPod('hungry', waitingFor('CrashLoopBackOff'));
    const [hungry, other] = pod.status.containerStatuses!;
    expect(hungry.lastState.terminated).toMatchObject({
      reason: 'OOMKilled',
      exitCode: 137,
    });
    expect(other).toMatchObject({ ready: true, restartCount: 0 });
    expect(pod.status.conditions).toContainEqual(
      expect.objectContaining({ type: 'Ready', status: 'False' }),
    );
  });

  it('complete Jobs, and let failing ones fail', async () => {
    const job = (name: string, command: string) => `
apiVersion: batch/v1
kind: Job
metadata: { name: ${name}, namespace: shop }
spec:
  backoffLimit: 0
  template:
    metadata: { labels: { case: ${name} } }
    spec:
      restartPolicy: Never
      initContainers: [{ name: first, image: busybox }]
      containers: [{ name: main, image: busybox, command: ${command} }]
---`;
    await cluster.apply(job('good', '[sleep, "1"]') + job('bad', '["false"]'));
    for (const [name, condition] of [
      ['good', 'Complete'],
      ['bad', 'Failed'],
    ]) {
      await cluster.kubectl(
        'wait',
        `job/${name}`,
        '-n',
        'shop',
        `--for=condition=${condition}`,
        '--timeout=60s',
      );
    }
    const [pod] = await pods('good');
    expect(pod.status.phase).toBe('Succeeded');
    expect(pod.status.initContainerStatuses![0].state.terminated).toMatchObject(
      { reason: 'Completed' },
    );
  });

  it('stop at an init container that fails, and forget deleted pods', async () => {
    await cluster.apply(`
apiVersion: v1
kind: Pod
metadata: { name: init, namespace: shop, labels: { case: init } }
spec:
  initContainers: [{ name: first, image: 'busybox:no-such-tag' }]
  containers: [{ name: main, image: busybox }]
`);
    const pod = await untilPod(
      'init',
      ({ initContainerStatuses }) =>
        initContainerStatuses?.[0].state.waiting?.reason === 'ImagePullBackOff',
    );
    expect(pod.status.containerStatuses![0].state.waiting).toMatchObject({
      reason: 'PodInitializing',
    });
    await cluster.kubectl(
      'delete',
      'pod',
      'init',
      '-n',
      'shop',
      '--timeout=30s',
    );
    await expect(pods('init')).resolves.toEqual([]);
  });
});
