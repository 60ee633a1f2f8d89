/**
 * Kubernetes Academy for portals with the legacy frontend system. API, route
 * and translation refs are exported by the package's root only.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { AcademyClient } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { JSX } from 'react';
import { academyApiRef } from './api';
import { rootRouteRef } from './routing';

/** The Academy in portals with the legacy frontend system. @public */
export const academyLegacyPlugin = createPlugin({
  id: 'academy',
  apis: [
    createApiFactory({
      api: academyApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new AcademyClient(deps),
    }),
  ],
  routes: { root: rootRouteRef },
});

/** The Academy's page; mount it with `<Route path="/academy" element={<AcademyPage />} />`. @public */
export const AcademyPage: () => JSX.Element = academyLegacyPlugin.provide(
  createRoutableExtension({
    name: 'AcademyPage',
    component: () =>
      import('./components/legacy/LegacyAcademyPage').then(
        ({ LegacyAcademyPage }) => LegacyAcademyPage,
      ),
    mountPoint: rootRouteRef,
  }),
);

/** Card on a component's page: the units that fit it, and why. @public */
export const EntityAcademyCard: () => JSX.Element = academyLegacyPlugin.provide(
  createComponentExtension({
    name: 'EntityAcademyCard',
    component: {
      lazy: () =>
        import('./components/entity').then(
          ({ AcademyEntityCard }) => AcademyEntityCard,
        ),
    },
  }),
);
