import { type JSX, useMemo } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import {
  BreadcrumbEntry,
  type IconElement,
  PageLayout,
  pluginHeaderActionsApiRef,
  swappableComponentsApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useRouteRef } from '@backstage/core-plugin-api';
import { ACADEMY_TABS, rootRouteRef } from '../../routing';
import { academyTranslationRef } from '../../translation';

/** A tab of the page, as its extension declares it. */
export interface AcademyPageTab {
  path: string;
  title: string;
  element: JSX.Element;
}

/**
 * Draws the header with tabs and the chosen tab. The framework would do so too,
 * but only with the titles of one language.
 */
export function AcademyPage(props: {
  tabs: AcademyPageTab[];
  icon?: IconElement;
}) {
  const { tabs, icon } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const root = useRouteRef(rootRouteRef);
  const components = useApi(swappableComponentsApiRef);
  // As an element, PageLayout would be a new component at every render: the
  // page below it would start anew whenever the address or language changes.
  const Layout = useMemo(
    () => components.getComponent(PageLayout.ref),
    [components],
  );
  const actions = useApi(pluginHeaderActionsApiRef);
  const labelled = tabs.map(tab => {
    const own = ACADEMY_TABS.find(path => path === tab.path);
    return { ...tab, label: own ? t(`common.page.${own}`) : tab.title };
  });
  return (
    <Layout
      title={t('common.page.title')}
      icon={icon}
      titleLink={root()}
      headerActions={actions.getPluginHeaderActions('academy')}
      tabs={labelled.map(({ path, label }) => ({
        id: path,
        label,
        href: path,
      }))}
    >
      <Routes>
        {labelled.map(({ path, label, element }) => (
          <Route
            key={path}
            path={`${path}/*`}
            element={
              <BreadcrumbEntry entry={{ label, href: path }}>
                {element}
              </BreadcrumbEntry>
            }
          />
        ))}
        <Route index element={<Navigate to={tabs[0].path} replace />} />
      </Routes>
    </Layout>
  );
}
