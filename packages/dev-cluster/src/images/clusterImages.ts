import { basename, dirname } from 'node:path';
import { binaryPath } from '../binaries/binarySet';
import {
  AGNHOST_VERSION,
  COREDNS_VERSION,
  LOCAL_PATH_PROVISIONER_VERSION,
  METRICS_SERVER_VERSION,
} from '../binaries/nodeTools';
import { KUBERNETES_VERSION, KWOK_VERSION } from '../binaries/tools';
import type { BinarySets } from '../binaries/types';
import { createImage, type ImageDefinition } from './archive';
import { BASE_LAYER, BINDS_LOW_PORTS, PAUSE_LAYER } from './baseLayers';
import { busyboxLayer, findBusybox } from './busybox';
import type { ExecutableEntry, Layer } from './layer';
import type { ImageSpec } from './types';

const KUBERNETES_REGISTRY = 'registry.k8s.io';
const BUSYBOX_VERSION = '1.37';
const AGNHOST = `${KUBERNETES_REGISTRY}/e2e-test-images/agnhost`;
/** Versions between which lessons roll out. What they serve is the same in all of them. */
const OLDER_AGNHOST_VERSIONS = ['2.53', '2.54'];
/** The one that containerd is told to use, and the one of older manifests. */
const PAUSE_VERSIONS = ['3.10.2', '3.10.1'];
/** Kubernetes' own build of that version. */
const ETCD_TAG = '3.6.8-0';
const NONROOT = '65532:65532';

/** A program of the cluster at a path of an image. */
type Program = (
  name: string,
  path: string,
  capabilities?: string,
) => ExecutableEntry;

/**
 * The images of a real node, assembled from the cluster's own binaries under
 * the names under which they are published, with the published users, paths
 * and entry points.
 *
 * @param binaries - of a cluster with a real node, complete
 * @param busybox - statically linked
 * @throws when busybox is missing
 */
export async function clusterImages(
  binaries: BinarySets,
  busybox: string = findBusybox(),
): Promise<ImageSpec[]> {
  const program: Program = (name, path, capabilities) => {
    const source = binaryPath(binaries, name);
    return { path, source, identity: basename(dirname(source)), capabilities };
  };
  const definitions = [
    ...shellImages([BASE_LAYER, busyboxLayer(busybox)], program),
    ...controlPlaneImages(program),
    ...addOnImages(program),
  ];
  return Promise.all(definitions.map(createImage));
}

function shellImages(shell: Layer[], program: Program): ImageDefinition[] {
  return [
    ...PAUSE_VERSIONS.map(version => ({
      reference: `${KUBERNETES_REGISTRY}/pause:${version}`,
      layers: [...shell, PAUSE_LAYER],
      user: '65535:65535',
      entrypoint: ['/pause'],
    })),
    {
      reference: `docker.io/library/busybox:${BUSYBOX_VERSION}`,
      layers: shell,
      command: ['sh'],
    },
    {
      reference: `${AGNHOST}:${AGNHOST_VERSION}`,
      aliases: OLDER_AGNHOST_VERSIONS.map(version => `${AGNHOST}:${version}`),
      layers: [
        ...shell,
        [
          program('agnhost', 'agnhost'),
          { path: 'agnhost-2', link: 'agnhost' },
          { path: 'uploads', directory: true },
        ],
      ],
      entrypoint: ['/agnhost'],
      command: ['pause'],
    },
    {
      reference: `${KUBERNETES_REGISTRY}/kubectl:${KUBERNETES_VERSION}`,
      layers: [...shell, [program('kubectl', 'bin/kubectl')]],
      entrypoint: ['/bin/kubectl'],
    },
    {
      reference: `${KUBERNETES_REGISTRY}/kwok/kwok:${KWOK_VERSION}`,
      layers: [...shell, [program('kwok', 'usr/local/bin/kwok')]],
      entrypoint: ['/usr/local/bin/kwok'],
    },
    {
      reference: `docker.io/rancher/local-path-provisioner:${LOCAL_PATH_PROVISIONER_VERSION}`,
      layers: [
        ...shell,
        [program('local-path-provisioner', 'usr/bin/local-path-provisioner')],
      ],
      command: ['local-path-provisioner'],
    },
  ];
}

/**
 * Without an entry point: the published one is a wrapper that pods have to
 * replace with the command, which is therefore what they have to do here.
 */
function controlPlaneImages(program: Program): ImageDefinition[] {
  const images = [
    { name: 'kube-apiserver', capabilities: BINDS_LOW_PORTS },
    { name: 'kube-controller-manager' },
    { name: 'kube-scheduler' },
    { name: 'etcd', tag: ETCD_TAG },
  ];
  return images.map(({ name, tag = KUBERNETES_VERSION, capabilities }) => ({
    reference: `${KUBERNETES_REGISTRY}/${name}:${tag}`,
    layers: [
      BASE_LAYER,
      [program(name, `usr/local/bin/${name}`, capabilities)],
    ],
  }));
}

function addOnImages(program: Program): ImageDefinition[] {
  return [
    {
      reference: `${KUBERNETES_REGISTRY}/coredns/coredns:${COREDNS_VERSION}`,
      layers: [BASE_LAYER, [program('coredns', 'coredns', BINDS_LOW_PORTS)]],
      user: NONROOT,
      entrypoint: ['/coredns'],
    },
    {
      reference: `${KUBERNETES_REGISTRY}/metrics-server/metrics-server:${METRICS_SERVER_VERSION}`,
      layers: [BASE_LAYER, [program('metrics-server', 'metrics-server')]],
      user: '65534',
      entrypoint: ['/metrics-server'],
    },
  ];
}
