import { type Dispatch, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { AttemptView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyApiRef } from '../../../api';
import type { AttemptAction } from './attemptReducer';

/** Whether verdicts arrive by themselves. `refused` does not come back without a reload. */
export type Connection =
  | { state: 'connecting' | 'open' | 'lost' }
  | { state: 'refused'; error: Error };

/**
 * Follows the attempt's stream while it has not ended. Frames carry what
 * changed, not times and names, so the view is read again after those that
 * change more than a verdict, and once more if that failed while disconnected.
 */
export function useAttemptStream(
  attempt: AttemptView | undefined,
  dispatch: Dispatch<AttemptAction>,
): Connection {
  const api = useApi(academyApiRef);
  const [connection, setConnection] = useState<Connection>({
    state: 'connecting',
  });
  const cursor = useRef(0);
  cursor.current = attempt?.cursor ?? 0;
  const id = attempt?.id;
  const ended = attempt?.endedAt !== undefined;

  useEffect(() => {
    if (!id || ended) {
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    let outdated = false;
    const refresh = async () => {
      if (signal.aborted) {
        return;
      }
      outdated = true;
      try {
        dispatch({ type: 'refreshed', view: await api.getAttempt(id) });
        outdated = false;
      } catch {
        // The stream is broken by the same cause; `open` brings us here again.
      }
    };
    setConnection({ state: 'connecting' });
    api
      .streamAttempt(id, {
        after: cursor.current,
        signal,
        onEvent: event => {
          dispatch({ type: 'event', event });
          if (event.type === 'state' || event.type === 'reset') {
            refresh();
          }
        },
        onState: state => {
          setConnection({ state });
          if (state === 'open' && outdated) {
            refresh();
          }
        },
      })
      .then(refresh, error => setConnection({ state: 'refused', error }));
    return () => controller.abort();
  }, [api, dispatch, id, ended]);

  return connection;
}
