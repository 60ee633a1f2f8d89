import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { academyPermissions } from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  academyLabRuntimeExtensionPoint,
  type LabRuntime,
} from '@kubernetes-academy/backstage-plugin-academy-node';
import { createAcademy } from './createAcademy';

/**
 * Kubernetes Academy: lessons, labs and challenges, and who has done them.
 * Labs need a module that sets a lab runtime; without one the rest works.
 *
 * @public
 */
export const academyPlugin = createBackendPlugin({
  pluginId: 'academy',
  register(env) {
    let runtime: LabRuntime | undefined;
    env.registerExtensionPoint(academyLabRuntimeExtensionPoint, {
      setLabRuntime(given) {
        if (runtime) {
          throw new Error('The Academy has a lab runtime already');
        }
        runtime = given;
      },
    });

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        deps.permissionsRegistry.addPermissions(academyPermissions);
        deps.httpRouter.use(await createAcademy({ ...deps, runtime }));
        deps.httpRouter.addAuthPolicy({
          path: '/health',
          allow: 'unauthenticated',
        });
      },
    });
  },
});
