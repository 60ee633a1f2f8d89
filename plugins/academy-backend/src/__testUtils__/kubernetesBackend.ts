import {
  coreServices,
  createBackendPlugin,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { json, Router, type Response } from 'express';

/** A question that the Kubernetes backend was asked, and by whom. */
export interface KubernetesQuery {
  userRef: string;
  body: unknown;
}

/**
 * Stands for Backstage's Kubernetes plugin, which is the outside world here:
 * same route, same credentials, answers as the test wants.
 */
export function createKubernetesBackend(options: {
  asked(query: KubernetesQuery): void;
  answer(res: Response): void;
}): BackendFeature {
  return createBackendPlugin({
    pluginId: 'kubernetes',
    register(env) {
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ httpAuth, httpRouter }) {
          const router = Router();
          router.post(
            '/resources/workloads/query',
            json(),
            async (req, res) => {
              const { principal } = await httpAuth.credentials(req, {
                allow: ['user'],
              });
              options.asked({
                userRef: principal.userEntityRef,
                body: req.body,
              });
              options.answer(res);
            },
          );
          httpRouter.use(router);
        },
      });
    },
  });
}
