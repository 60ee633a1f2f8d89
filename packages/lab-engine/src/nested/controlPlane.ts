import type { SandboxObject } from '../sandbox';
import { KWOK_CONFIG, KUBELET_SELECTOR } from './kwokConfig';
import {
  API_SERVER,
  API_SERVER_PORT,
  COMPONENT_LABEL,
  PKI_SECRET,
} from './names';

const KUBERNETES_IMAGE_TAG = 'v1.36.3';
/** Nobody in the images; files of the Secret are readable by this group. */
const USER_ID = 65532;
/** Read for the group only, as kubeadm's keys are. */
const PKI_FILE_MODE = 0o440;

/** One component: a Deployment with one container of the same name. */
interface Component {
  name: string;
  image: string;
  command: string[];
  /** MiB, requested and allowed: measured, with room (see docs/sandbox.md). */
  memoryMiB: number;
  /** What the Go runtime keeps its heap below, in MiB. */
  heapMiB: number;
  cpuLimit: string;
  port: number;
  /** Files of the Secret that it may read. */
  pki: string[];
  config?: string;
  /** Temporary files, such as those of etcd. */
  data?: { path: string; sizeMiB: number };
  probes?: object;
  /** Of its own file: without them in reach Linux refuses to run it. */
  capabilities?: string[];
}

const COMPONENTS: Component[] = [
  {
    name: 'etcd',
    image: 'registry.k8s.io/etcd:3.6.8-0',
    command: [
      'etcd',
      '--data-dir=/data',
      '--listen-client-urls=https://0.0.0.0:2379',
      '--advertise-client-urls=https://etcd:2379',
      '--listen-peer-urls=http://127.0.0.1:2380',
      '--listen-metrics-urls=http://0.0.0.0:2381',
      '--client-cert-auth',
      '--trusted-ca-file=/pki/ca.crt',
      '--cert-file=/pki/etcd.crt',
      '--key-file=/pki/etcd.key',
      '--quota-backend-bytes=134217728',
      '--unsafe-no-fsync',
      '--log-level=warn',
    ],
    memoryMiB: 64,
    heapMiB: 48,
    cpuLimit: '200m',
    port: 2379,
    pki: ['ca.crt', 'etcd.crt', 'etcd.key'],
    // Database up to its quota, and log segments of 64 MiB.
    data: { path: '/data', sizeMiB: 512 },
    probes: {
      readinessProbe: {
        httpGet: { path: '/health', port: 2381 },
        periodSeconds: 1,
      },
    },
  },
  {
    name: API_SERVER,
    image: `registry.k8s.io/kube-apiserver:${KUBERNETES_IMAGE_TAG}`,
    command: [
      'kube-apiserver',
      '--etcd-servers=https://etcd:2379',
      '--etcd-cafile=/pki/ca.crt',
      '--etcd-certfile=/pki/etcd-client.crt',
      '--etcd-keyfile=/pki/etcd-client.key',
      `--secure-port=${API_SERVER_PORT}`,
      '--authorization-mode=Node,RBAC',
      '--authentication-config=/config/authn.yaml',
      '--client-ca-file=/pki/ca.crt',
      '--tls-cert-file=/pki/apiserver.crt',
      '--tls-private-key-file=/pki/apiserver.key',
      '--service-account-issuer=https://kubernetes.default.svc',
      '--service-account-key-file=/pki/sa.pub',
      '--service-account-signing-key-file=/pki/sa.key',
      '--service-cluster-ip-range=10.96.0.0/16',
      '--endpoint-reconciler-type=none',
      '--profiling=false',
      '--max-requests-inflight=100',
    ],
    memoryMiB: 288,
    heapMiB: 230,
    cpuLimit: '1',
    port: API_SERVER_PORT,
    pki: [
      ...['ca.crt', 'apiserver.crt', 'apiserver.key'],
      ...['etcd-client.crt', 'etcd-client.key', 'sa.key', 'sa.pub'],
    ],
    config: 'authn',
    capabilities: ['NET_BIND_SERVICE'],
    probes: {
      // By HTTPS: the port is open long before etcd has answered.
      readinessProbe: {
        httpGet: { path: '/readyz', port: API_SERVER_PORT, scheme: 'HTTPS' },
        periodSeconds: 2,
        timeoutSeconds: 5,
      },
      livenessProbe: {
        httpGet: { path: '/livez', port: API_SERVER_PORT, scheme: 'HTTPS' },
        initialDelaySeconds: 20,
        periodSeconds: 10,
        timeoutSeconds: 10,
      },
    },
  },
  {
    name: 'kube-controller-manager',
    image: `registry.k8s.io/kube-controller-manager:${KUBERNETES_IMAGE_TAG}`,
    command: [
      'kube-controller-manager',
      '--kubeconfig=/pki/kcm.conf',
      '--use-service-account-credentials',
      '--root-ca-file=/pki/ca.crt',
      '--service-account-private-key-file=/pki/sa.key',
      '--cluster-signing-cert-file=/pki/ca.crt',
      '--cluster-signing-key-file=/pki/ca.key',
      '--leader-elect=false',
      '--secure-port=10257',
      '--node-monitor-grace-period=20s',
      '--node-monitor-period=2s',
      '--controllers=*,-node-ipam-controller,-node-route-controller,-service-lb-controller,-cloud-node-lifecycle-controller',
    ],
    memoryMiB: 96,
    heapMiB: 80,
    cpuLimit: '500m',
    port: 10257,
    pki: ['ca.crt', 'ca.key', 'sa.key', 'kcm.conf'],
  },
  {
    name: 'kube-scheduler',
    image: `registry.k8s.io/kube-scheduler:${KUBERNETES_IMAGE_TAG}`,
    command: [
      'kube-scheduler',
      '--kubeconfig=/pki/sched.conf',
      '--leader-elect=false',
      '--secure-port=10259',
    ],
    memoryMiB: 64,
    heapMiB: 48,
    cpuLimit: '200m',
    port: 10259,
    pki: ['sched.conf'],
  },
  {
    name: 'kwok',
    image: 'registry.k8s.io/kwok/kwok:v0.8.0',
    command: [
      'kwok',
      '--kubeconfig=/pki/kwok.conf',
      '--config=/config/kwok.yaml',
      '--manage-all-nodes=false',
      `--manage-nodes-with-label-selector=${KUBELET_SELECTOR}`,
      '--node-lease-duration-seconds=10',
      '--node-ip=10.96.255.1',
    ],
    memoryMiB: 48,
    heapMiB: 40,
    cpuLimit: '200m',
    port: 10247,
    pki: ['kwok.conf'],
    config: 'kwok',
  },
];

/** Anonymous for the kubelet's probes, and for nothing else. */
const AUTHENTICATION = JSON.stringify({
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'AuthenticationConfiguration',
  anonymous: {
    enabled: true,
    conditions: [{ path: '/livez' }, { path: '/readyz' }, { path: '/healthz' }],
  },
});

/** Everything of a nested control plane but its Secret, in the order of its start. */
export interface ControlPlaneObjects {
  /** What the components need: configuration and addresses. */
  base: SandboxObject[];
  /** etcd and the API server. */
  servers: SandboxObject[];
  /** Those who need the API server: started before it, they would only crash. */
  clients: SandboxObject[];
}

/**
 * Ordinary objects of the learner, without the label that protects: to look at
 * them, break and repair them is what the nested control plane is for.
 */
export function controlPlaneObjects(): ControlPlaneObjects {
  const deployments = COMPONENTS.map(deployment);
  return {
    base: [
      configMap('authn', AUTHENTICATION),
      configMap('kwok', KWOK_CONFIG),
      service('etcd', 2379),
      service(API_SERVER, API_SERVER_PORT),
    ],
    servers: deployments.slice(0, 2),
    clients: deployments.slice(2),
  };
}

function deployment(component: Component): SandboxObject {
  const { name } = component;
  const labels = { [COMPONENT_LABEL]: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas: 1,
      // Two of them at once would not fit into the quota.
      strategy: { type: 'Recreate' },
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: podSpec(component) },
    },
  };
}

function podSpec(component: Component): object {
  const { name, image, command, port, config, data, probes } = component;
  const memory = `${component.memoryMiB}Mi`;
  const disk = { 'ephemeral-storage': `${64 + (data?.sizeMiB ?? 0)}Mi` };
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 5,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER_ID,
      runAsGroup: USER_ID,
      fsGroup: USER_ID,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumes: [
      {
        name: 'pki',
        secret: {
          secretName: PKI_SECRET,
          defaultMode: PKI_FILE_MODE,
          items: component.pki.map(key => ({ key, path: key })),
        },
      },
      { name: 'tmp', emptyDir: {} },
      ...(config ? [{ name: 'config', configMap: { name: config } }] : []),
      ...(data
        ? [{ name: 'data', emptyDir: { sizeLimit: `${data.sizeMiB}Mi` } }]
        : []),
    ],
    containers: [
      {
        name,
        image,
        command,
        env: [{ name: 'GOMEMLIMIT', value: `${component.heapMiB}MiB` }],
        ports: [{ name: 'main', containerPort: port }],
        resources: {
          requests: { cpu: '20m', memory, 'ephemeral-storage': '64Mi' },
          limits: { cpu: component.cpuLimit, memory, ...disk },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'], add: component.capabilities },
        },
        volumeMounts: [
          { name: 'pki', mountPath: '/pki', readOnly: true },
          { name: 'tmp', mountPath: '/tmp' },
          ...(config
            ? [{ name: 'config', mountPath: '/config', readOnly: true }]
            : []),
          ...(data ? [{ name: 'data', mountPath: data.path }] : []),
        ],
        ...probes,
      },
    ],
  };
}

function configMap(name: string, content: string): SandboxObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    data: { [`${name}.yaml`]: content },
  };
}

function service(name: string, port: number): SandboxObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: { [COMPONENT_LABEL]: name } },
    spec: {
      selector: { [COMPONENT_LABEL]: name },
      ports: [{ name: 'main', port, targetPort: port }],
    },
  };
}
