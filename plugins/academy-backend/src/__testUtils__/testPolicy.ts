import { createBackendModule } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  academyAdminPermission,
  academyReadinessReadPermission,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/** Somebody who may do nothing at all. */
export const STRANGER = 'user:default/stranger';

/** Like the example in docs/configuration.md: the lead sees everything, others learn. */
export function createTestPolicy(lead: string) {
  const policy: PermissionPolicy = {
    async handle({ permission }, user) {
      const userRef = user?.info.userEntityRef;
      const forLead =
        permission.name === academyAdminPermission.name ||
        permission.name === academyReadinessReadPermission.name;
      const allowed = forLead ? userRef === lead : userRef !== STRANGER;
      return { result: AuthorizeResult[allowed ? 'ALLOW' : 'DENY'] };
    },
  };
  return createBackendModule({
    pluginId: 'permission',
    moduleId: 'test-policy',
    register(env) {
      env.registerInit({
        deps: { policies: policyExtensionPoint },
        async init({ policies }) {
          policies.setPolicy(policy);
        },
      });
    },
  });
}
