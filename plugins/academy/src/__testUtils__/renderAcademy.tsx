import { render, type RenderResult } from '@testing-library/react';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  academyAdminPermission,
  type Language,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyApiRef } from '../api';
import academyPlugin from '../index';
import { type Answers, createFakeBackend } from './fakeBackend';

const fakeBackendModule = ({ client }: ReturnType<typeof createFakeBackend>) =>
  createFrontendModule({
    pluginId: 'academy',
    extensions: [
      ApiBlueprint.make({
        params: defineParams =>
          defineParams({ api: academyApiRef, deps: {}, factory: () => client }),
      }),
    ],
  });

const permissions = (admin: boolean) =>
  createFrontendModule({
    pluginId: 'app',
    extensions: [
      ApiBlueprint.make({
        name: 'permission',
        params: defineParams =>
          defineParams({
            api: permissionApiRef,
            deps: {},
            factory: () =>
              mockApis.permission({
                authorize: ({ permission }) =>
                  permission.name === academyAdminPermission.name && !admin
                    ? AuthorizeResult.DENY
                    : AuthorizeResult.ALLOW,
              }),
          }),
      }),
    ],
  });

/**
 * Renders a portal with the plugin at an address, with a backend that gives
 * these answers. The app is a real one: which tabs there are depends on
 * permissions that it asks for before it renders.
 */
export function renderAcademy(options: {
  path: string;
  answers: Answers;
  language?: Language;
  admin?: boolean;
}): RenderResult & Pick<ReturnType<typeof createFakeBackend>, 'requests'> {
  const { path, answers, language = 'en', admin = false } = options;
  window.history.replaceState(null, '', path);
  const backend = createFakeBackend(answers);
  const config = mockApis.config({
    data: {
      app: {
        baseUrl: 'http://localhost',
        extensions: [
          { 'sign-in-page:app': false },
          {
            'api:app/app-language': {
              config: {
                defaultLanguage: language,
                availableLanguages: ['en', 'ko'],
              },
            },
          },
        ],
      },
      backend: { baseUrl: 'http://localhost' },
    },
  });
  const app = createApp({
    features: [academyPlugin, fakeBackendModule(backend), permissions(admin)],
    advanced: { configLoader: async () => ({ config }) },
  });
  return { ...render(app.createRoot()), requests: backend.requests };
}
