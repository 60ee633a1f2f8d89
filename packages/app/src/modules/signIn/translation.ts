import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Texts of the page on which one chooses whom to be. */
export const signInTranslationRef = createTranslationRef({
  id: 'academy-sign-in',
  messages: {
    title: 'Who do you want to be?',
    text: "This portal runs for evaluation. Choose one of the example company's people; nobody asks for a password.",
    failed: 'The sign-in failed',
    chooseAgain: 'Choose again',
    nobody:
      'No sign-in is configured. Add an identity provider and its sign-in page; the README tells how.',
  },
  translations: { ko: () => import('./ko') },
});
