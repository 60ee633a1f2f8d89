import type { TrainingClusterOptions } from '@kubernetes-academy/lab-engine';
import { stringify } from 'yaml';

/** What has to be in app-config for a prepared cluster. */
export function describeConfig(
  {
    name,
    server,
    sandboxes,
    watchScope,
  }: Pick<
    TrainingClusterOptions,
    'name' | 'server' | 'sandboxes' | 'watchScope'
  >,
  tokenFile = '/path/to/academy.token',
): string {
  return stringify({
    kubernetes: {
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            {
              name,
              url: server,
              caFile: '/path/to/ca.crt',
              authProvider: 'serviceAccount',
              serviceAccountToken: '${KUBERNETES_PLUGIN_TOKEN}',
            },
          ],
        },
      ],
    },
    academy: {
      trainingClusters: [
        { cluster: name, identity: { tokenFile }, sandboxes, watchScope },
      ],
    },
  });
}
