import type { ClusterObjects } from '@kubernetes-academy/lab-engine';
import { readTrainingManifests } from './manifests';
import { prepareCluster } from './prepareCluster';

/** What a cluster that is too old, and otherwise empty, answers; none such can be built here. */
const oldCluster: Pick<ClusterObjects, 'version' | 'list'> = {
  version: async () => ({
    version: 'v1.28.4',
    supported: false,
    minimum: '1.30',
  }),
  list: async () => [],
};

describe('prepareCluster', () => {
  it('writes nothing to a cluster that is too old', async () => {
    let output = '';

    await expect(
      prepareCluster({
        objects: oldCluster as ClusterObjects,
        cluster: {
          name: 'old',
          title: 'old',
          server: 'https://10.0.0.1',
          identity: { token: 'x' },
          maxSandboxes: 1,
          capabilities: {},
        },
        manifests: await readTrainingManifests(),
        verbose: false,
        yes: true,
        print: text => {
          output += text;
        },
      }),
    ).rejects.toThrow(
      'Kubernetes is v1.28.4; labs need 1.30 or newer, because of ValidatingAdmissionPolicy',
    );
    expect(output).not.toContain('written');
  });
});
