import type {
  FetchResponse,
  ObjectsByEntityResponse,
} from '@backstage/plugin-kubernetes-common';
import { containerWithoutResources } from './containerWithoutResources';

const COMPLETE = {
  requests: { cpu: '100m', memory: '64Mi' },
  limits: { memory: '64Mi' },
};

function onCluster(
  name: string,
  ...resources: { type: string; resources: object[] }[]
): ObjectsByEntityResponse['items'][number] {
  return {
    cluster: { name },
    resources: resources as FetchResponse[],
    podMetrics: [],
    errors: [],
  };
}

function deployment(name: string, containers: object[], pod: object = {}) {
  return {
    metadata: { name, namespace: 'shop' },
    spec: { template: { spec: { ...pod, containers } } },
  };
}

function find(...items: ObjectsByEntityResponse['items']) {
  return containerWithoutResources.find({ items });
}

describe('container-without-resources', () => {
  it('names container, object and cluster, and what is missing', () => {
    const web = deployment('web', [
      { name: 'nginx', resources: { requests: { cpu: '100m' } } },
    ]);
    expect(
      find(onCluster('dev', { type: 'deployments', resources: [web] })),
    ).toEqual({
      why: {
        en: 'Container nginx of Deployment shop/web on cluster dev sets no memory request or memory limit.',
        ko: '클러스터 dev의 Deployment shop/web에서 컨테이너 nginx에 메모리 요청(request), 메모리 제한(limit) 설정이 없습니다.',
      },
      object: {
        cluster: 'dev',
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: 'shop',
        name: 'web',
        container: 'nginx',
      },
    });
  });

  it.each([
    ['everything is set', [{ name: 'c', resources: COMPLETE }], {}],
    [
      'limits stand in for requests',
      [{ name: 'c', resources: { limits: { cpu: '1', memory: '1Gi' } } }],
      {},
    ],
    ['the pod asks for all of them', [{ name: 'c' }], { resources: COMPLETE }],
  ])('says nothing where %s', (_, containers, pod) => {
    const quiet = deployment('web', containers, pod);
    expect(
      find(onCluster('dev', { type: 'deployments', resources: [quiet] })),
    ).toBeUndefined();
  });

  it('shows the first in a stable order and counts the others', () => {
    const finding = find(
      onCluster('prod', {
        type: 'deployments',
        resources: [deployment('web', [{ name: 'x' }])],
      }),
      onCluster('dev', {
        type: 'deployments',
        resources: [
          deployment('web', [{ name: 'x' }, { name: 'y' }]),
          deployment('api', [{ name: 'z' }]),
        ],
      }),
    );
    expect(finding?.object).toMatchObject({ cluster: 'dev', name: 'api' });
    expect(finding?.why.en).toBe(
      'Container z of Deployment shop/api on cluster dev sets no CPU request, memory request, or memory limit; 3 more containers are incomplete.',
    );
    expect(finding?.why.ko).toContain(
      '설정이 빠진 컨테이너가 3개 더 있습니다.',
    );
  });

  it('reads every kind of workload, each where its pods are described', () => {
    const containers = [{ name: 'c' }];
    const metadata = { name: 'x', namespace: 'shop' };
    const template = { spec: { containers } };
    const kinds = [
      ['statefulsets', { template }],
      ['daemonsets', { template }],
      ['jobs', { template }],
      ['cronjobs', { jobTemplate: { spec: { template } } }],
      ['pods', { containers }],
    ] as const;
    expect(
      kinds.map(
        ([type, spec]) =>
          find(onCluster('dev', { type, resources: [{ metadata, spec }] }))
            ?.object.kind,
      ),
    ).toEqual(['StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod']);
  });

  it('leaves out what a controller made, and what runs nothing', () => {
    const owned = {
      metadata: { name: 'web-1', namespace: 'shop', ownerReferences: [{}] },
      spec: { containers: [{ name: 'c' }] },
    };
    expect(
      find(
        onCluster(
          'dev',
          { type: 'pods', resources: [owned] },
          { type: 'services', resources: [{ spec: {} }] },
        ),
      ),
    ).toBeUndefined();
  });
});
