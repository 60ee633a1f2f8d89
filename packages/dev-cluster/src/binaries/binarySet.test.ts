import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { binaryPath, clusterBinaries, searchPath } from './binarySet';
import {
  CONTAINERD_VERSION,
  COREDNS_VERSION,
  LOCAL_PATH_PROVISIONER_VERSION,
  METRICS_SERVER_VERSION,
} from './nodeTools';
import { ETCD_VERSION, KUBERNETES_VERSION, KWOK_VERSION } from './tools';

const ENV = { ACADEMY_CACHE_DIR: '/cache' };

describe('the binaries of a cluster', () => {
  const simulated = clusterBinaries('simulated', ENV);
  const real = clusterBinaries('real', ENV);

  it('are the control plane alone where no node is real', () => {
    expect(simulated).toHaveLength(1);
    expect(simulated[0].tools.map(({ name }) => name).sort()).toEqual([
      'etcd',
      'kube-apiserver',
      'kube-controller-manager',
      'kube-scheduler',
      'kubectl',
      'kwok',
    ]);
  });

  it('are built once for both kinds of nodes', () => {
    expect(real[0]).toEqual(simulated[0]);
    const keys = real.map(({ binDir }) => basename(binDir));
    expect(new Set(keys).size).toBe(real.length);
  });

  it('are found in whichever set has them', () => {
    expect(binaryPath(real, 'kubectl')).toBe(binaryPath(simulated, 'kubectl'));
    const shim = binaryPath(real, 'containerd-shim-runc-v2');
    expect(searchPath(real).split(':')).toContain(join(shim, '..'));
    expect(() => binaryPath(simulated, 'kubelet')).toThrow(
      'kubelet is not among',
    );
  });

  it.each([
    ['k8s.io/kubernetes', KUBERNETES_VERSION],
    ['go.etcd.io/etcd/server/v3', ETCD_VERSION],
    ['sigs.k8s.io/kwok', KWOK_VERSION],
    ['github.com/containerd/containerd/v2', CONTAINERD_VERSION],
    ['github.com/coredns/coredns', COREDNS_VERSION],
    ['sigs.k8s.io/metrics-server', METRICS_SERVER_VERSION],
    [
      'github.com/rancher/local-path-provisioner',
      LOCAL_PATH_PROVISIONER_VERSION,
    ],
  ])(
    'are said to be of the version that is built: %s %s',
    (module, version) => {
      const pinned = real.flatMap(({ moduleDir }) =>
        readFileSync(join(moduleDir, 'go.mod'), 'utf8')
          .split('\n')
          .filter(line => line.includes(`${module} v`)),
      );
      expect(pinned.length).toBeGreaterThan(0);
      for (const line of pinned) {
        expect(line).toContain(`${module} ${version}`);
      }
    },
  );
});
