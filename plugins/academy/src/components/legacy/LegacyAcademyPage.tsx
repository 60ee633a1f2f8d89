import { Header, Page, RoutedTabs } from '@backstage/core-components';
import { usePermission } from '@backstage/plugin-permission-react';
import { academyAdminPermission } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ACADEMY_TABS } from '../../routing';
import { academyTranslationRef } from '../../translation';
import { AdminPage } from '../admin';
import { CoursesRoutes } from '../courses';
import { ReadinessRoutes } from '../readiness';
import { RecordPage } from '../record';
import { LanguageRegion, LanguageSwitch } from '../shell';

const CONTENT = {
  courses: <CoursesRoutes />,
  record: <RecordPage />,
  readiness: <ReadinessRoutes />,
  admin: <AdminPage />,
};

/** The same tabs as in the new frontend system, in the page shell of the legacy one. */
export function LegacyAcademyPage() {
  const { t } = useTranslationRef(academyTranslationRef);
  const { allowed } = usePermission({ permission: academyAdminPermission });
  const tabs = ACADEMY_TABS.filter(tab => tab !== 'admin' || allowed);
  return (
    <Page themeId="tool">
      <Header title={t('common.page.title')}>
        <LanguageSwitch />
      </Header>
      <RoutedTabs
        routes={tabs.map(tab => ({
          path: `/${tab}`,
          title: t(`common.page.${tab}`),
          children: <LanguageRegion>{CONTENT[tab]}</LanguageRegion>,
        }))}
      />
    </Page>
  );
}
