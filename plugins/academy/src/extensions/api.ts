import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { AcademyClient } from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyApiRef } from '../api';

/** Client of the Academy's backend. */
export const academyApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: academyApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new AcademyClient(deps),
    }),
});
