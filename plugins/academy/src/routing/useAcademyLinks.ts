import { useMemo } from 'react';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { UnitId } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { AcademyTab } from './tabs';
import { tabRouteRef, unitRouteRef } from './routes';

/** Query parameter of a unit's address: the attempt that is looked back at. */
export const PAST_ATTEMPT = 'attempt';

/** Addresses within the Academy, wherever the app has mounted it. */
export function useAcademyLinks(): {
  tab(tab: AcademyTab): string;
  unit(id: UnitId): string;
  /** How an attempt ended, where none of its unit is active. */
  attempt(attempt: { id: string; unitId: UnitId }): string;
} {
  const tabLink = useRouteRef(tabRouteRef);
  const unitLink = useRouteRef(unitRouteRef);
  return useMemo(() => {
    const linkOf = (unitId: UnitId) => {
      const [course, module, unit] = unitId.split('/');
      return unitLink({ course, module, unit });
    };
    return {
      tab: tab => tabLink({ tab }),
      unit: linkOf,
      attempt: ({ id, unitId }) =>
        `${linkOf(unitId)}?${new URLSearchParams({ [PAST_ATTEMPT]: id })}`,
    };
  }, [tabLink, unitLink]);
}
