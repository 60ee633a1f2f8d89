import {
  dns,
  egress,
  ingress,
  namespaced,
  rules,
  service,
} from '../../testing/objects';
import type { SandboxObject } from '../SandboxObject';
import { EscapeScene, GUARD, refusalOf } from './EscapeScene';

jest.setTimeout(60_000);

describe('the network of a learner', () => {
  const scene = EscapeScene.create();

  beforeAll(() => scene.open());
  afterAll(() => scene.close());

  it.each<[string, string, SandboxObject]>([
    ['Service NodePort', GUARD('services'), service({ type: 'NodePort' })],
    [
      'Service LoadBalancer',
      GUARD('services'),
      service({ type: 'LoadBalancer' }),
    ],
    [
      'Service ExternalName',
      GUARD('services'),
      service({ type: 'ExternalName', externalName: 'example.com' }),
    ],
    ['externalIPs', GUARD('services'), service({ externalIPs: ['10.1.1.1'] })],
    ['egress everywhere', GUARD('networkpolicies'), egress({})],
    [
      'egress to addresses',
      GUARD('networkpolicies'),
      egress({ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }),
    ],
    [
      'egress to all namespaces',
      GUARD('networkpolicies'),
      egress({ to: [{ namespaceSelector: {} }] }),
    ],
    [
      'egress to all ports of kube-system',
      GUARD('networkpolicies'),
      egress({ to: [namespaced('kube-system')] }),
    ],
    [
      'egress from port 53 on',
      GUARD('networkpolicies'),
      egress(dns({ port: 53, endPort: 65535 })),
    ],
    [
      'Ingress of a foreign host',
      GUARD('ingresses'),
      ingress({ rules: rules('portal.example.com') }),
    ],
    ['Ingress without a host', GUARD('ingresses'), ingress({ rules: rules() })],
    [
      'default backend',
      GUARD('ingresses'),
      ingress({
        defaultBackend: { service: { name: 'x', port: { number: 80 } } },
      }),
    ],
    [
      'egress to a namespace by expression',
      GUARD('networkpolicies'),
      egress({
        to: [
          {
            namespaceSelector: {
              matchExpressions: [
                {
                  key: 'kubernetes.io/metadata.name',
                  operator: 'Exists',
                },
              ],
            },
          },
        ],
      }),
    ],
  ])('T12 %s: %s', async (_, refusal, body) => {
    const words = await refusalOf(() => scene.create(body));
    expect(words).toContain(refusal);
  });

  const ownHost = () => `www.${scene.namespace}.academy.example.com`;

  it.each<[string, () => SandboxObject]>([
    [
      'annotations that a controller would obey',
      () =>
        ingress(
          { rules: rules(ownHost()) },
          {
            annotations: {
              'nginx.ingress.kubernetes.io/configuration-snippet': 'x',
            },
          },
        ),
    ],
    [
      'another class',
      () => ingress({ ingressClassName: 'nginx', rules: rules(ownHost()) }),
    ],
    [
      'TLS for a foreign host',
      () =>
        ingress({
          rules: rules(ownHost()),
          tls: [{ hosts: ['portal.example.com'], secretName: 'x' }],
        }),
    ],
    [
      'one foreign host beside the own',
      () =>
        ingress({ rules: [...rules(ownHost()), ...rules('a.example.com')] }),
    ],
    [
      'the host of another sandbox',
      () =>
        ingress({
          rules: rules(`www.${scene.elsewhere}.academy.example.com`),
        }),
    ],
    [
      'a host that only ends like the own',
      () =>
        ingress({ rules: rules(`x${scene.namespace}.academy.example.com`) }),
    ],
  ])('T12 Ingress with %s', async (_, body) => {
    const words = await refusalOf(() => scene.create(body()));
    expect(words).toContain(GUARD('ingresses'));
  });

  it.each<[string, string, SandboxObject, object, string]>([
    [
      'a Service becomes NodePort',
      'Service',
      service({}),
      { spec: { type: 'NodePort' } },
      'services',
    ],
    [
      'a Service gets external IPs',
      'Service',
      service({}),
      { spec: { externalIPs: ['10.1.1.1'] } },
      'services',
    ],
    [
      'a NetworkPolicy opens egress',
      'NetworkPolicy',
      egress({ to: [{ podSelector: {} }] }),
      { spec: { egress: [{}] } },
      'networkpolicies',
    ],
  ])('T12 %s afterwards', async (_, kind, body, change, guard) => {
    await scene.given(body);
    const ref = scene.ref(body.apiVersion, kind, 'x');
    const words = await refusalOf(() => scene.learner.patch(ref, change));
    expect(words).toContain(GUARD(guard));
  });
});
