import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { academyLabRuntimeExtensionPoint } from '@kubernetes-academy/backstage-plugin-academy-node';
import { createLabRuntime } from '@kubernetes-academy/lab-engine';
import { readTrainingClusters } from './config';
import { createClusterProxy } from './proxy';

/** As in the backend, where nobody says another. */
const DEFAULT_INSTANCE = 'default';

/**
 * Gives the Academy the training clusters of `academy.trainingClusters`. With
 * none configured labs explain what is missing, and lessons work.
 *
 * @public
 */
export const academyModuleKubernetes = createBackendModule({
  pluginId: 'academy',
  moduleId: 'kubernetes',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        labs: academyLabRuntimeExtensionPoint,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      async init({ auth, config, discovery, labs, lifecycle, logger }) {
        const clusters = readTrainingClusters({ config });
        if (clusters.length === 0) {
          logger.info(
            'No academy.trainingClusters are configured: lessons work, labs are off',
          );
          return;
        }
        const proxy = createClusterProxy({ auth, discovery });
        const instance =
          config.getOptionalString('academy.instance') ?? DEFAULT_INSTANCE;
        const runtime = createLabRuntime({ clusters, proxy, logger, instance });
        labs.setLabRuntime(runtime);
        lifecycle.addShutdownHook(() => runtime.close());
      },
    });
  },
});
