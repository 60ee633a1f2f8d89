import type { Verdict } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { CheckSession } from '../../runtime/types';
import { eventually } from '../../testing/eventually';

/** A check that is watched; its newest verdict and all that were reported. */
export interface LiveCheck {
  verdict(): Verdict | undefined;
  reported: Verdict[];
  /** Resolves with the verdict once it is like this. */
  until(wanted: object): Promise<Verdict>;
  stop(): Promise<void>;
}

/** The one check of a session. */
export function liveCheck(
  session: CheckSession,
  reported: Verdict[],
): LiveCheck {
  const verdict = () => session.current()[0];
  return {
    reported,
    verdict,
    until: wanted =>
      eventually(() => {
        expect(verdict()).toMatchObject(wanted);
        return verdict();
      }),
    stop: () => session.stop(),
  };
}
