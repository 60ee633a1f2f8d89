import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  academyAdminPermission,
  academyReadinessReadPermission,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';

const PLATFORM_TEAM = 'group:default/platform';

/** What only the platform team may do. Everything else is open to everybody who is signed in. */
const PLATFORM_ONLY = new Set([
  academyAdminPermission.name,
  academyReadinessReadPermission.name,
  // Whoever may use the Kubernetes proxy acts with the portal's own rights.
  'kubernetes.proxy',
]);

/** The example company's policy; an organisation replaces it by its own. */
export class ExamplePolicy implements PermissionPolicy {
  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const allowed =
      !PLATFORM_ONLY.has(request.permission.name) ||
      user?.info.ownershipEntityRefs.includes(PLATFORM_TEAM);
    return { result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }
}

/** Installs {@link ExamplePolicy}. */
export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'example-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new ExamplePolicy());
      },
    });
  },
});
