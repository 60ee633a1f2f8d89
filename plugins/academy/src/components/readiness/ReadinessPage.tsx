import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useAcademyData } from '../../hooks';
import { academyTranslationRef } from '../../translation';
import { DataState, EmptyState } from '../common';
import { ReadinessChoosers } from './ReadinessChoosers';
import { ReadinessTable } from './ReadinessTable';

/** Who in a team is ready for what a readiness path asks. */
export function ReadinessPage(props: {
  /** Chosen path and team; the first of each when absent or unknown. */
  path?: string;
  group?: string;
  onChoose(choice: { path: string; group: string }): void;
}) {
  const { onChoose } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const choices = useAcademyData(
    async api => ({
      paths: await api.listReadinessPaths(),
      groups: await api.listReadinessGroups(),
    }),
    [],
  );
  return (
    <DataState data={choices}>
      {({ paths, groups }) => {
        const path = paths.find(({ id }) => id === props.path) ?? paths[0];
        const group =
          groups.find(({ ref }) => ref === props.group) ?? groups[0];
        if (!path) {
          return (
            <EmptyState title={t('readiness.noPathsTitle')}>
              {t('readiness.noPathsText')}
            </EmptyState>
          );
        }
        if (!group) {
          return (
            <EmptyState title={t('readiness.noGroupsTitle')}>
              {t('readiness.noGroupsText')}
            </EmptyState>
          );
        }
        return (
          <>
            <ReadinessChoosers
              paths={paths}
              groups={groups}
              chosen={{ path: path.id, group: group.ref }}
              onChoose={onChoose}
            />
            <TeamReadiness path={path.id} group={group.ref} />
          </>
        );
      }}
    </DataState>
  );
}

function TeamReadiness(props: { path: string; group: string }) {
  const { path, group } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const report = useAcademyData(
    api => api.getReadiness({ path, group }),
    [path, group],
  );
  return (
    <DataState data={report}>
      {value =>
        value.people.length === 0 ? (
          <EmptyState title={t('readiness.noPeopleTitle')}>
            {t('readiness.noPeopleText')}
          </EmptyState>
        ) : (
          <ReadinessTable report={value} />
        )
      }
    </DataState>
  );
}
