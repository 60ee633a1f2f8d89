import {
  academyAdminPermission,
  academyAttemptCreatePermission,
  academyReadinessReadPermission,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import type { PolicyQueryUser } from '@backstage/plugin-permission-node';
import { ExamplePolicy } from './policy';

const person = (...ownershipEntityRefs: string[]) =>
  ({
    info: { userEntityRef: 'user:default/x', ownershipEntityRefs },
  } as unknown as PolicyQueryUser);

describe('ExamplePolicy', () => {
  const policy = new ExamplePolicy();
  const kubernetesProxy = createPermission({
    name: 'kubernetes.proxy',
    attributes: {},
  });

  it.each([
    academyAdminPermission,
    academyReadinessReadPermission,
    kubernetesProxy,
  ])('keeps $name for the platform team', async permission => {
    await expect(
      policy.handle({ permission }, person('group:default/platform')),
    ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
    await expect(
      policy.handle({ permission }, person('group:default/storefront')),
    ).resolves.toEqual({ result: AuthorizeResult.DENY });
    await expect(policy.handle({ permission })).resolves.toEqual({
      result: AuthorizeResult.DENY,
    });
  });

  it('lets everybody start labs', async () => {
    await expect(
      policy.handle(
        { permission: academyAttemptCreatePermission },
        person('group:default/storefront'),
      ),
    ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
  });
});
