import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

// Refs of core-plugin-api resolve in apps of both frontend systems.

/** The Academy's page. @public */
export const rootRouteRef = createRouteRef({ id: 'academy' });

/** A unit. @public */
export const unitRouteRef = createSubRouteRef({
  id: 'academy/unit',
  parent: rootRouteRef,
  path: '/courses/:course/:module/:unit',
});

/** A tab of the Academy's page. */
export const tabRouteRef = createSubRouteRef({
  id: 'academy/tab',
  parent: rootRouteRef,
  path: '/:tab',
});
