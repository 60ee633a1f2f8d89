import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import express, { type Router } from 'express';
import request from 'supertest';
import { FakeLabRuntime } from '../attempts/__testUtils__/FakeLabRuntime';
import { fakeLabs } from '../attempts/__testUtils__/Learners';
import { academyPlugin } from '../plugin';

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
}

/** Every route that a router answers, as `get /path/{parameter}`. */
function routesOf(stack: Layer[]): string[] {
  return stack.flatMap(({ route, handle }) =>
    route
      ? Object.keys(route.methods).map(
          method => `${method} ${route.path.replace(/:([A-Za-z]+)/g, '{$1}')}`,
        )
      : routesOf(handle.stack ?? []),
  );
}

describe('the OpenAPI document', () => {
  const httpRouter = mockServices.httpRouter.mock();
  let router: Router;

  beforeAll(async () => {
    await startTestBackend({
      features: [
        academyPlugin,
        catalogServiceMock.factory(),
        fakeLabs(new FakeLabRuntime()),
        httpRouter.factory,
      ],
    });
    // Services of Backstage add routes of their own.
    router = httpRouter.use.mock.calls
      .map(([handler]) => handler as Router)
      .find(({ stack }) =>
        stack?.some(({ route }) => route?.path === '/openapi.json'),
      )!;
  });

  it('describes every route that is registered, and no other', async () => {
    const app = express().use('/api/academy', router);
    const { body } = await request(app).get('/api/academy/openapi.json');
    const documented = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).map(method => `${method} ${path}`),
    );
    // Each part also has a document of its own, behind the one of them all.
    const registered = [
      ...new Set(routesOf(router.stack as unknown as Layer[])),
    ];
    expect(documented.sort()).toEqual(registered.sort());
    expect(registered).toContain('put /attempts/{id}/answers/{checkId}');
    expect(body).toMatchObject({
      openapi: '3.1.0',
      servers: [{ url: '/api/academy' }],
    });
  });

  it('names every parameter of every path', async () => {
    const app = express().use(router);
    const { body } = await request(app).get('/openapi.json');
    for (const [path, methods] of Object.entries<any>(body.paths)) {
      const wanted = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values<any>(methods)) {
        const named = (operation.parameters ?? [])
          .filter((parameter: any) => parameter.in === 'path')
          .map((parameter: any) => parameter.name);
        expect([path, named]).toEqual([path, wanted]);
        expect(Object.keys(operation.responses)).not.toEqual([]);
      }
    }
  });
});
