export interface Config {
  app?: {
    /**
     * Sign-in for evaluation: one chooses whom to be. Needs the backend's
     * provider `auth.providers.dev`, which refuses to start in production.
     */
    devSignIn?: {
      /** @deepVisibility frontend */
      people: Array<{
        /** Entity ref of a catalog User, e.g. `user:default/mina`. */
        ref: string;
        name: string;
        title: { en: string; ko: string };
      }>;
    };
  };
}
