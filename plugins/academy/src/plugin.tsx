import SchoolIcon from '@material-ui/icons/School';
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { academyApi } from './extensions/api';
import { academyEntityCard } from './extensions/entity';
import {
  academyPage,
  adminTab,
  coursesTab,
  languageAction,
  readinessTab,
  recordTab,
} from './extensions/pages';
import { rootRouteRef, unitRouteRef } from './routing';

/** The Academy in portals with the new frontend system. @public */
export const academyPlugin = createFrontendPlugin({
  pluginId: 'academy',
  title: 'Academy',
  icon: <SchoolIcon fontSize="inherit" />,
  routes: { root: rootRouteRef, unit: unitRouteRef },
  extensions: [
    academyApi,
    academyPage,
    coursesTab,
    recordTab,
    readinessTab,
    adminTab,
    languageAction,
    academyEntityCard,
  ],
});
