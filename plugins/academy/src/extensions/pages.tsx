import type { ComponentType, JSX } from 'react';
import SchoolIcon from '@material-ui/icons/School';
import {
  coreExtensionData,
  PageBlueprint,
  PluginHeaderActionBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { academyAdminPermission } from '@kubernetes-academy/backstage-plugin-academy-common';
import { rootRouteRef } from '../routing';

/** The Academy's page. Its tabs are sub-pages, so that an app can add its own. */
export const academyPage = PageBlueprint.makeWithOverrides({
  factory(originalFactory, { inputs }) {
    const icon = <SchoolIcon fontSize="inherit" />;
    const tabs = inputs.pages.map(page => ({
      path: page.get(coreExtensionData.routePath),
      title: page.get(coreExtensionData.title) ?? '',
      element: page.get(coreExtensionData.reactElement),
    }));
    return originalFactory({
      path: '/academy',
      routeRef: rootRouteRef,
      title: 'Academy',
      icon,
      noHeader: true,
      loader: async () => {
        const { AcademyPage } = await import('../components/shell');
        return <AcademyPage tabs={tabs} icon={icon} />;
      },
    });
  },
});

/** Courses, and below them units. */
export const coursesTab = SubPageBlueprint.make({
  name: 'courses',
  params: {
    path: 'courses',
    title: 'Courses',
    loader: () =>
      tab(import('../components/courses').then(m => m.CoursesRoutes)),
  },
});

/** The learner's own record. */
export const recordTab = SubPageBlueprint.make({
  name: 'record',
  params: {
    path: 'record',
    title: 'My record',
    loader: () => tab(import('../components/record').then(m => m.RecordPage)),
  },
});

/** Readiness of teams. */
export const readinessTab = SubPageBlueprint.make({
  name: 'readiness',
  params: {
    path: 'readiness',
    title: 'Readiness',
    loader: () =>
      tab(import('../components/readiness').then(m => m.ReadinessRoutes)),
  },
});

/** Content health, for those with the permission. */
export const adminTab = SubPageBlueprint.make({
  name: 'admin',
  if: { permissions: { $contains: academyAdminPermission.name } },
  params: {
    path: 'admin',
    title: 'Admin',
    loader: () => tab(import('../components/admin').then(m => m.AdminPage)),
  },
});

async function tab(content: Promise<ComponentType>): Promise<JSX.Element> {
  const [Content, { TabContent }] = await Promise.all([
    content,
    import('../components/shell'),
  ]);
  return (
    <TabContent>
      <Content />
    </TabContent>
  );
}

/** The language switch in the header of the Academy. */
export const languageAction = PluginHeaderActionBlueprint.make({
  name: 'language',
  params: {
    loader: async () => {
      const { LanguageSwitch } = await import('../components/shell');
      return <LanguageSwitch />;
    },
  },
});
