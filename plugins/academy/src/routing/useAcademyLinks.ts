import { useMemo } from 'react';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { UnitId } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { AcademyTab } from './tabs';
import { tabRouteRef, unitRouteRef } from './routes';

/** Addresses within the Academy, wherever the app has mounted it. */
export function useAcademyLinks(): {
  tab(tab: AcademyTab): string;
  unit(id: UnitId): string;
} {
  const tabLink = useRouteRef(tabRouteRef);
  const unitLink = useRouteRef(unitRouteRef);
  return useMemo(
    () => ({
      tab: tab => tabLink({ tab }),
      unit: id => {
        const [course, module, unit] = id.split('/');
        return unitLink({ course, module, unit });
      },
    }),
    [tabLink, unitLink],
  );
}
