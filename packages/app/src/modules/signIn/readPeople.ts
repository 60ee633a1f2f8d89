import type { ConfigApi } from '@backstage/core-plugin-api';

/** Somebody one can choose to be. */
export interface Person {
  /** Entity ref of a catalog User. */
  ref: string;
  name: string;
  title: { en: string; ko: string };
}

/** People of `app.devSignIn.people`; none where the development sign-in is off. */
export function readPeople(config: ConfigApi): Person[] {
  return (
    config.getOptionalConfigArray('app.devSignIn.people')?.map(person => ({
      ref: person.getString('ref'),
      name: person.getString('name'),
      title: {
        en: person.getString('title.en'),
        ko: person.getString('title.ko'),
      },
    })) ?? []
  );
}
