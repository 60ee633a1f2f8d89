import { createBackendModule } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { AuthenticationError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/** Request header that names the person to be: an entity ref of a catalog User. */
export const PERSON_HEADER = 'x-academy-person';

/** Lets the caller be whoever they name; therefore never in production. */
const devAuthenticator = createProxyAuthenticator({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize() {
    if (process.env.NODE_ENV === 'production') {
      throw new Error(
        'auth.providers.dev lets anybody sign in as anybody and refuses to start with NODE_ENV=production. Remove it and configure a real identity provider (README, "Putting it into your portal").',
      );
    }
  },
  async authenticate({ req }) {
    const person = req.header(PERSON_HEADER);
    if (!person) {
      throw new AuthenticationError(
        `Header ${PERSON_HEADER} is missing; expected a reference such as user:default/mina`,
      );
    }
    return {
      result: {
        userRef: stringifyEntityRef(
          parseEntityRef(person, { defaultKind: 'user' }),
        ),
      },
    };
  },
});

/** Sign-in provider `dev`: pick one of the catalog's people. Active only where `auth.providers.dev` is configured. */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'dev-sign-in',
  register(env) {
    env.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'dev',
          factory: createProxyAuthProviderFactory({
            authenticator: devAuthenticator,
            signInResolver: ({ result }, ctx) =>
              ctx.signInWithCatalogUser({ entityRef: result.userRef }),
          }),
        });
      },
    });
  },
});
