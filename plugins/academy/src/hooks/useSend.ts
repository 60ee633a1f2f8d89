import { useCallback, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { academyApiRef, type AcademyApi } from '../api';

/**
 * Sends something to the Academy's backend on demand and keeps the newest
 * answer. While one is on its way another one is not sent.
 */
export function useSend<T, Args extends unknown[]>(
  send: (api: AcademyApi, ...args: Args) => Promise<T>,
  initial?: T,
): {
  value?: T;
  sending: boolean;
  error?: Error;
  run(...args: Args): Promise<void>;
  /** Forgets the answer. */
  clear(): void;
} {
  const api = useApi(academyApiRef);
  const [state, setState] = useState<{
    value?: T;
    sending: boolean;
    error?: Error;
  }>({ value: initial, sending: false });
  const { sending } = state;

  const run = async (...args: Args) => {
    if (sending) {
      return;
    }
    setState(last => ({ value: last.value, sending: true }));
    try {
      const value = await send(api, ...args);
      setState({ value, sending: false });
    } catch (error) {
      setState({ sending: false, error: error as Error });
    }
  };
  const clear = useCallback(() => setState({ sending: false }), []);
  return { ...state, run, clear };
}
