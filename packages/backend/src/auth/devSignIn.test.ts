import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import devSignIn, { PERSON_HEADER } from './devSignIn';

const mina = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'mina', namespace: 'default' },
  spec: {},
  relations: [{ type: 'memberOf', targetRef: 'group:default/platform' }],
};

function start(providers: object) {
  return startTestBackend({
    features: [
      authPlugin,
      devSignIn,
      catalogServiceMock.factory({ entities: [mina] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:7007' },
          backend: { baseUrl: 'http://localhost:7007' },
          auth: { environment: 'development', providers },
        },
      }),
    ],
  });
}

describe('development sign-in', () => {
  const { NODE_ENV } = process.env;
  afterEach(() => {
    Object.assign(process.env, { NODE_ENV });
  });

  it('signs in as the named catalog user, with the groups of that user', async () => {
    const { server } = await start({ dev: {} });
    const response = await request(server)
      .get('/api/auth/dev/refresh')
      .set(PERSON_HEADER, 'user:default/mina');
    expect(response.status).toBe(200);
    expect(response.body.backstageIdentity.identity).toMatchObject({
      userEntityRef: 'user:default/mina',
      ownershipEntityRefs: ['user:default/mina', 'group:default/platform'],
    });
  });

  it('refuses people that the catalog does not know, and requests without a person', async () => {
    const { server } = await start({ dev: {} });
    const stranger = await request(server)
      .get('/api/auth/dev/refresh')
      .set(PERSON_HEADER, 'user:default/stranger');
    expect(stranger.status).toBeGreaterThanOrEqual(400);
    const nobody = await request(server).get('/api/auth/dev/refresh');
    expect(nobody.status).toBe(401);
  });

  it('refuses to start in production', async () => {
    Object.assign(process.env, { NODE_ENV: 'production' });
    await expect(start({ dev: {} })).rejects.toThrow(
      /auth\.providers\.dev lets anybody sign in as anybody/,
    );
  });
});
