import type { ClusterClient } from '../gateway';
import {
  binding,
  CONTAINER,
  cronJob,
  deployment,
  dns,
  egress,
  group,
  ingress,
  job,
  LABELS,
  namespaced,
  object,
  pod,
  role,
  rules,
  service,
  template,
} from '../testing/objects';
import { TestCluster } from '../testing/testCluster';
import type { ProvisionedSandbox } from './provisionSandbox';
import type { SandboxObject } from './sandboxObjects';
import { quotaStatusIsUnknown, untilAllowed } from './untilAllowed';

jest.setTimeout(60_000);

/** Who refuses, as it shows in the message. */
const GUARD = (name: string) => `academy-guard-${name}`;
const POD_SECURITY = 'violates PodSecurity "baseline';
const RBAC = 'is forbidden: User';
const ESCALATION = 'attempting to grant RBAC permissions not currently held';

describe('objects of a learner', () => {
  let test: TestCluster;
  let sandbox: ProvisionedSandbox;
  let learner: ClusterClient;
  let namespace: string;

  beforeAll(async () => {
    test = TestCluster.create();
    sandbox = await test.newSandbox();
    learner = sandbox.identities.learner;
    namespace = sandbox.ref.namespace;
  });

  afterAll(() => test.close());

  function create(body: SandboxObject): Promise<unknown> {
    return untilAllowed(
      () => learner.create(body, { namespace, dryRun: true }),
      { only: quotaStatusIsUnknown },
    );
  }

  describe('refused objects', () => {
    const toleration = [{ key: 'dedicated', operator: 'Exists' }];
    const finalizers = ['example.com/stuck'];
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
      [
        'externalIPs',
        GUARD('services'),
        service({ externalIPs: ['10.1.1.1'] }),
      ],
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
      ['host network', POD_SECURITY, pod({ hostNetwork: true })],
      [
        'host path',
        POD_SECURITY,
        pod({ volumes: [{ name: 'h', hostPath: { path: '/' } }] }),
      ],
      [
        'privileged container',
        POD_SECURITY,
        pod({
          containers: [{ ...CONTAINER, securityContext: { privileged: true } }],
        }),
      ],
      [
        'host port',
        POD_SECURITY,
        pod({
          containers: [
            { ...CONTAINER, ports: [{ containerPort: 80, hostPort: 80 }] },
          ],
        }),
      ],
      ['nodeName', GUARD('pods'), pod({ nodeName: 'kwok-node-0' })],
      ['foreign toleration', GUARD('pods'), pod({ tolerations: toleration })],
      [
        'priority class in a template',
        GUARD('templates'),
        deployment({ priorityClassName: 'system-cluster-critical' }),
      ],
      [
        'node name in a template',
        GUARD('templates'),
        deployment({ nodeName: 'kwok-node-0' }),
      ],
      [
        'foreign toleration in a Job',
        GUARD('templates'),
        job({ tolerations: toleration }),
      ],
      [
        'finalizer',
        GUARD('finalizers'),
        object('v1', 'ConfigMap', {}, { finalizers }),
      ],
      [
        'finalizer in a template',
        GUARD('finalizers'),
        deployment({}, { finalizers }),
      ],
      ['finalizer in a CronJob', GUARD('finalizers'), cronJob({ finalizers })],
      [
        'finalizer in a claim template',
        GUARD('finalizers'),
        object('apps/v1', 'StatefulSet', {
          spec: {
            serviceName: 'x',
            selector: LABELS,
            template: template(),
            volumeClaimTemplates: [
              {
                metadata: { name: 'data', finalizers },
                spec: {
                  accessModes: ['ReadWriteOnce'],
                  resources: { requests: { storage: '1Mi' } },
                },
              },
            ],
          },
        }),
      ],
      [
        'token Secret',
        GUARD('secrets'),
        object(
          'v1',
          'Secret',
          { type: 'kubernetes.io/service-account-token' },
          { annotations: { 'kubernetes.io/service-account.name': 'learner' } },
        ),
      ],
      [
        'protected label',
        GUARD('protected'),
        object(
          'v1',
          'ConfigMap',
          {},
          {
            labels: { 'kubernetes-academy.io/protected': 'true' },
          },
        ),
      ],
      [
        'Ingress of a foreign host',
        GUARD('ingresses'),
        ingress({ rules: rules('portal.example.com') }),
      ],
      [
        'Ingress without a host',
        GUARD('ingresses'),
        ingress({ rules: rules() }),
      ],
      [
        'default backend',
        GUARD('ingresses'),
        ingress({
          defaultBackend: { service: { name: 'x', port: { number: 80 } } },
        }),
      ],
      [
        'binding for everybody',
        GUARD('rolebindings'),
        binding('academy-learner', group('system:authenticated')),
      ],
      [
        'binding for another sandbox',
        GUARD('rolebindings'),
        binding('academy-learner', {
          kind: 'ServiceAccount',
          name: 'learner',
          namespace: 'acad-other',
        }),
      ],
      [
        'binding to cluster-admin',
        ESCALATION,
        binding('cluster-admin', group('academy:x')),
      ],
      [
        'binding to academy-sandbox-admin',
        ESCALATION,
        binding('academy-sandbox-admin', group('academy:x')),
      ],
      ['binding to edit', ESCALATION, binding('edit', group('academy:x'))],
      ['binding to view', ESCALATION, binding('view', group('academy:x'))],
      ['Role with every verb', ESCALATION, role('*')],
      ['ResourceQuota', RBAC, object('v1', 'ResourceQuota', { spec: {} })],
      [
        'LimitRange',
        RBAC,
        object('v1', 'LimitRange', { spec: { limits: [] } }),
      ],
      ['Namespace', RBAC, object('v1', 'Namespace')],
      [
        'ClusterRole',
        RBAC,
        object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules: [] }),
      ],
      [
        'EndpointSlice',
        RBAC,
        object('discovery.k8s.io/v1', 'EndpointSlice', {
          addressType: 'IPv4',
          endpoints: [],
        }),
      ],
    ])('%s (%s)', async (_, words, body) => {
      await expect(create(body)).rejects.toMatchObject({
        status: 403,
        message: expect.stringContaining(words),
      });
    });

    it('annotations of an Ingress', async () => {
      const annotations = { 'nginx.ingress.kubernetes.io/snippet': 'x' };
      const spec = { rules: rules(`www.${namespace}.academy.example.com`) };
      await expect(
        create(ingress(spec, { annotations })),
      ).rejects.toMatchObject({
        message: expect.stringContaining(GUARD('ingresses')),
      });
      await expect(create(ingress(spec))).resolves.toBeDefined();
    });
  });

  describe('allowed objects', () => {
    it.each<[string, SandboxObject]>([
      ['Service ClusterIP', service({})],
      ['headless Service', service({ clusterIP: 'None' })],
      ['egress to the own pods', egress({ to: [{ podSelector: {} }] })],
      ['egress to DNS', egress(dns({ port: 53 }))],
      ['Deployment', deployment()],
      [
        'toleration of the Academy',
        deployment({
          tolerations: [
            { key: 'kubernetes-academy.io/simulated', operator: 'Exists' },
          ],
        }),
      ],
      ['Job', job({})],
      ['Role with rights that are held', role('get', 'list')],
      [
        'binding of academy-learner to a group',
        binding('academy-learner', group('academy:team')),
      ],
      ['Secret', object('v1', 'Secret', { stringData: { a: 'b' } })],
      [
        'PersistentVolumeClaim',
        object('v1', 'PersistentVolumeClaim', {
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '100Mi' } },
          },
        }),
      ],
      [
        'PodDisruptionBudget',
        object('policy/v1', 'PodDisruptionBudget', {
          spec: { minAvailable: 1, selector: LABELS },
        }),
      ],
      ['Lease', object('coordination.k8s.io/v1', 'Lease', { spec: {} })],
    ])('%s', async (_, body) => {
      await expect(create(body)).resolves.toMatchObject({
        metadata: { name: 'x' },
      });
    });
  });
});
