import { DETECTORS } from './detectors';
import type { NodeObject, Source } from './sources';

const found = (source: Source, answer: object) =>
  DETECTORS.filter(
    each => each.source === source && each.holds(answer as any),
  ).map(({ capability }) => capability);

describe('detectors', () => {
  const ready = { conditions: [{ type: 'Ready', status: 'True' }] };
  const notReady = { conditions: [{ type: 'Ready', status: 'Unknown' }] };
  const kwok = { annotations: { 'kwok.x-k8s.io/node': 'fake' } };
  const taints = (effect: string) => ({ taints: [{ effect }] });
  const real: NodeObject = { metadata: {}, status: ready };
  const REAL = ['real-nodes', 'nested-control-plane'];

  it.each<[string, NodeObject[], string[]]>([
    ['none', [], []],
    ['a kubelet', [real], REAL],
    ['a kubelet that is away', [{ ...real, status: notReady }], []],
    ['a kubelet that says nothing yet', [{ metadata: {} }], []],
    ['a cordoned one', [{ ...real, spec: { unschedulable: true } }], []],
    ['one for others', [{ ...real, spec: taints('NoSchedule') }], []],
    ['one being emptied', [{ ...real, spec: taints('NoExecute') }], []],
    [
      'one that is chosen last',
      [{ ...real, spec: taints('PreferNoSchedule') }],
      REAL,
    ],
    ['KWOK', [{ metadata: kwok, status: ready }], ['simulated-nodes']],
    ['KWOK, failing', [{ metadata: kwok, status: notReady }], []],
    [
      'a kubelet beside tainted KWOK nodes',
      [
        { metadata: kwok, status: ready, spec: taints('NoSchedule') },
        { ...real, spec: { taints: undefined } },
      ],
      ['real-nodes', 'simulated-nodes', 'nested-control-plane'],
    ],
  ])('tell what runs pods: %s', (_, items, capabilities) => {
    expect(found('nodes', { items })).toEqual(capabilities);
  });

  const IS_DEFAULT = 'storageclass.kubernetes.io/is-default-class';
  it.each([
    ['true', 'rancher.io/local-path', ['storageclass']],
    ['false', 'rancher.io/local-path', []],
    [undefined, 'rancher.io/local-path', []],
    ['true', 'kubernetes.io/no-provisioner', []],
  ])('want a default class that makes volumes: %p by %s', (...given) => {
    const [isDefault, provisioner, capabilities] = given;
    const annotations = isDefault ? { [IS_DEFAULT]: isDefault } : undefined;
    const items = [{ metadata: { annotations }, provisioner }];
    expect(found('storageClasses', { items })).toEqual(capabilities);
  });

  it('want a gateway class that a controller has taken', () => {
    const withStatus = (status: string) => ({
      items: [{ status: { conditions: [{ type: 'Accepted', status }] } }],
    });
    expect(found('gatewayClasses', withStatus('True'))).toEqual([
      'gateway-api',
    ]);
    expect(found('gatewayClasses', withStatus('Unknown'))).toEqual([]);
    expect(found('gatewayClasses', { items: [{}] })).toEqual([]);
  });

  it.each([
    ['monitoring.coreos.com', 'servicemonitors', ['prometheus-operator']],
    ['argoproj.io', 'applications', ['argocd']],
    ['cert-manager.io', 'certificates', ['cert-manager']],
    ['autoscaling.k8s.io', 'verticalpodautoscalers', ['vpa']],
    ['networking.istio.io', 'virtualservices', ['istio']],
    // Argo Workflows is no Argo CD.
    ['argoproj.io', 'workflows', []],
    ['example.com', 'applications', []],
  ])('know operators by what they serve: %s %s', (group, resource, known) => {
    const versions = [{ resources: [{ resource }] }];
    const items = [{ metadata: { name: group }, versions }];
    expect(found('kinds', { items })).toEqual(known);
  });

  it('know a group whose API server is away, and its kinds with it, as absent', () => {
    const items = [{ metadata: { name: 'argoproj.io' }, versions: [{}] }];
    expect(found('kinds', { items })).toEqual([]);
  });
});
