const STORAGE_KEY = 'academy.person';

/** Whom this browser tab has chosen to be: an entity ref, remembered until sign-out. */
export const chosenPerson = {
  get: () => window.sessionStorage.getItem(STORAGE_KEY),
  set: (ref: string) => window.sessionStorage.setItem(STORAGE_KEY, ref),
  forget: () => window.sessionStorage.removeItem(STORAGE_KEY),
};
