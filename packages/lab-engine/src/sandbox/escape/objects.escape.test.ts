import {
  binding,
  CONTAINER,
  cronJob,
  deployment,
  group,
  job,
  LABELS,
  object,
  pod,
  role,
  template,
} from '../../testing/objects';
import type { SandboxObject } from '../SandboxObject';
import {
  ESCALATION,
  EscapeScene,
  GUARD,
  POD_SECURITY,
  QUOTA,
  refusalOf,
} from './EscapeScene';

jest.setTimeout(60_000);

const PROTECTED = { 'kubernetes-academy.io/protected': 'true' };

const secured = (securityContext: object) =>
  pod({ containers: [{ ...CONTAINER, securityContext }] });
const cronJobOf = (spec: object) =>
  object('batch/v1', 'CronJob', {
    spec: { schedule: '0 0 1 1 *', jobTemplate: { spec: job(spec).spec } },
  });
const statefulSet = (metadata: object) =>
  object('apps/v1', 'StatefulSet', {
    spec: {
      serviceName: 'x',
      selector: LABELS,
      template: template(),
      volumeClaimTemplates: [
        {
          metadata: { name: 'data', ...metadata },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Mi' } },
          },
        },
      ],
    },
  });

describe('objects of a learner', () => {
  const scene = EscapeScene.create();

  beforeAll(() => scene.open());
  afterAll(() => scene.close());

  const toleration = [{ key: 'dedicated', operator: 'Exists' }];
  const finalizers = ['example.com/stuck'];

  it.each<[string, string, SandboxObject]>([
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
      statefulSet({ finalizers }),
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
    ['host PID', POD_SECURITY, pod({ hostPID: true })],
    ['host IPC', POD_SECURITY, pod({ hostIPC: true })],
    [
      'added capability',
      POD_SECURITY,
      secured({ capabilities: { add: ['SYS_ADMIN'] } }),
    ],
    [
      'unmasked /proc',
      '`hostUsers` must be false to use `Unmasked`',
      secured({ procMount: 'Unmasked' }),
    ],
    [
      'no seccomp profile',
      POD_SECURITY,
      secured({ seccompProfile: { type: 'Unconfined' } }),
    ],
    [
      'unsafe sysctl',
      POD_SECURITY,
      pod({
        securityContext: {
          sysctls: [{ name: 'kernel.msgmax', value: '65536' }],
        },
      }),
    ],
    [
      'privileged ephemeral container from the start',
      POD_SECURITY,
      pod({
        initContainers: [
          { ...CONTAINER, name: 'y', securityContext: { privileged: true } },
        ],
      }),
    ],
    [
      'priority class',
      GUARD('pods'),
      pod({ priorityClassName: 'system-node-critical' }),
    ],
    [
      'toleration of everything',
      GUARD('pods'),
      pod({ tolerations: [{ operator: 'Exists' }] }),
    ],
    [
      'toleration of control plane nodes',
      GUARD('pods'),
      pod({
        tolerations: [
          {
            key: 'node-role.kubernetes.io/control-plane',
            operator: 'Exists',
          },
        ],
      }),
    ],
    [
      'node name in a CronJob',
      GUARD('templates'),
      cronJobOf({ nodeName: 'kwok-node-0' }),
    ],
    [
      'protected label in a template',
      GUARD('templates'),
      deployment({}, { labels: { app: 'x', ...PROTECTED } }),
    ],
    [
      'protected label in a CronJob',
      GUARD('templates'),
      cronJob({ labels: PROTECTED }),
    ],
    [
      'protected label on Jobs of a CronJob',
      GUARD('templates'),
      object('batch/v1', 'CronJob', {
        spec: {
          schedule: '0 0 1 1 *',
          jobTemplate: {
            metadata: { labels: PROTECTED },
            spec: job({}).spec,
          },
        },
      }),
    ],
    [
      'protected label in a claim template',
      GUARD('templates'),
      statefulSet({ labels: PROTECTED }),
    ],
    [
      'reserved name',
      GUARD('protected'),
      object('v1', 'ConfigMap', {}, { name: 'academy-settings' }),
    ],
    [
      'claim of a pool',
      GUARD('protected'),
      object(
        'coordination.k8s.io/v1',
        'Lease',
        { spec: {} },
        { name: 'academy-claim' },
      ),
    ],
    [
      'DaemonSet',
      QUOTA,
      object('apps/v1', 'DaemonSet', {
        spec: { selector: LABELS, template: template() },
      }),
    ],
    [
      'more compute than a sandbox has',
      'maximum cpu usage per Container is 1',
      pod({
        containers: [{ ...CONTAINER, resources: { limits: { cpu: '64' } } }],
      }),
    ],
    [
      'more storage than a sandbox has',
      'maximum storage usage per PersistentVolumeClaim is 1Gi',
      object('v1', 'PersistentVolumeClaim', {
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Ti' } },
        },
      }),
    ],
    [
      'binding for anonymous',
      GUARD('rolebindings'),
      binding('academy-learner', {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'User',
        name: 'system:anonymous',
      }),
    ],
    ['Role that escalates', ESCALATION, role('escalate')],
  ])('T12 %s: %s', async (_, refusal, body) => {
    const words = await refusalOf(() => scene.create(body));
    expect(words).toContain(refusal);
  });

  it('T12 a reserved name that the server makes up', async () => {
    const body = object('v1', 'ConfigMap');
    const metadata = { generateName: 'academy-' } as never;
    const words = await refusalOf(() => scene.create({ ...body, metadata }));
    expect(words).toContain(GUARD('protected'));
  });
});
