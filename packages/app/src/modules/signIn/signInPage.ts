import { SignInPageBlueprint } from '@backstage/plugin-app-react';

/** Lets one choose whom to be; the backend offers it in development only. */
export const signInPage = SignInPageBlueprint.make({
  params: {
    loader: () => import('./ChoosePerson').then(m => m.ChoosePerson),
  },
});
