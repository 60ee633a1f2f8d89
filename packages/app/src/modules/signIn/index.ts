import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { signInPage } from './signInPage';

/** The page shown to people who are not signed in. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [signInPage],
});
