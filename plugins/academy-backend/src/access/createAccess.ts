import type {
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { Request } from 'express';

/** Credentials of a signed-in person; services are not learners. */
export type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** Who asks, and what they may. */
export interface Access {
  /**
   * The person behind the request, holding the permission.
   *
   * @throws AuthenticationError without a user, NotAllowedError without the permission.
   */
  user(
    req: Request<any, any, any, any, any>,
    permission: BasicPermission,
  ): Promise<UserCredentials>;
  /** Whether the person holds the permission. */
  may(
    credentials: UserCredentials,
    permission: BasicPermission,
  ): Promise<boolean>;
}

/** The access rules of every router. */
export function createAccess(options: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}): Access {
  const { httpAuth, permissions } = options;

  const may: Access['may'] = async (credentials, permission) => {
    const [decision] = await permissions.authorize([{ permission }], {
      credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  };

  return {
    may,
    async user(req, permission) {
      const credentials = await httpAuth.credentials(req, { allow: ['user'] });
      if (!(await may(credentials, permission))) {
        throw new NotAllowedError(
          `This needs the permission ${permission.name}`,
        );
      }
      return credentials;
    },
  };
}
