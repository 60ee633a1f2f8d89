import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { academyPermissions } from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  academyCheckKindExtensionPoint,
  academyLabRuntimeExtensionPoint,
  type CustomCheckKind,
  type LabRuntime,
} from '@kubernetes-academy/backstage-plugin-academy-node';
import { createAcademy } from './createAcademy';
import { metricsServiceRef } from './metrics';

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

    const checkKinds = new Map<string, CustomCheckKind>();
    env.registerExtensionPoint(academyCheckKindExtensionPoint, {
      addCheckKind(kind) {
        if (checkKinds.has(kind.name)) {
          throw new Error(`The Academy has a check kind ${kind.name} already`);
        }
        checkKinds.set(kind.name, kind);
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
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        deps.permissionsRegistry.addPermissions(academyPermissions);
        checkKinds.forEach(kind => runtime?.addCheckKind(kind));
        deps.httpRouter.use(await createAcademy({ ...deps, runtime }));
        deps.httpRouter.addAuthPolicy({
          path: '/health',
          allow: 'unauthenticated',
        });
      },
    });
  },
});
