import type { ClusterClient } from '../gateway';
import {
  isSupported,
  readKubernetesVersion,
  versionCapability,
} from './kubernetesVersion';

const answering = (gitVersion?: string) =>
  ({
    request: async () => ({ status: 200, body: { gitVersion } }),
  } as unknown as ClusterClient);

describe('the Kubernetes version of a cluster', () => {
  it.each([
    ['v1.36.3', 'kubernetes-1.36', true],
    ['v1.34.1-eks-113cf36', 'kubernetes-1.34', true],
    ['v1.30.0-rc.1+k3s1', 'kubernetes-1.30', true],
    ['v1.29.14-gke.1018000', 'kubernetes-1.29', false],
    ['v1.9.11', 'kubernetes-1.9', false],
  ])('%s is %s; labs can run: %p', async (text, capability, supported) => {
    const version = await readKubernetesVersion(answering(text));
    expect(version.text).toBe(text);
    expect(versionCapability(version)).toBe(capability);
    expect(isSupported(version)).toBe(supported);
  });

  it.each([undefined, '', 'latest'])(
    'is not taken from something else: %p',
    async text => {
      await expect(readKubernetesVersion(answering(text))).rejects.toThrow(
        'not a version of Kubernetes',
      );
    },
  );
});
