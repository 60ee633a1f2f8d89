import { createApiRef } from '@backstage/frontend-plugin-api';
import type { AcademyClient } from '@kubernetes-academy/backstage-plugin-academy-common';

/** What the pages need of the Academy's backend. @public */
export type AcademyApi = Pick<AcademyClient, keyof AcademyClient>;

/** The Academy's backend, as the app provides it. @public */
export const academyApiRef = createApiRef<AcademyApi>().with({
  id: 'plugin.academy.client',
  pluginId: 'academy',
});
