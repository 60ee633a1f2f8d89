import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { academyApiRef, type AcademyApi } from '../api';

/** What a page knows of the data it shows. */
export interface AcademyData<T> {
  /** The last data read; kept while it is refreshed and when that fails. */
  value?: T;
  loading: boolean;
  error?: Error;
  /** Reads again. Resolves when the answer is here. */
  refresh(): Promise<void>;
}

/**
 * Reads from the Academy's backend when the component appears and whenever
 * `deps` change. An answer that arrives after a newer question is dropped.
 */
export function useAcademyData<T>(
  read: (api: AcademyApi) => Promise<T>,
  deps: readonly unknown[],
): AcademyData<T> {
  const api = useApi(academyApiRef);
  const [state, setState] = useState<{
    value?: T;
    loading: boolean;
    error?: Error;
  }>({ loading: true });
  const question = useRef(0);

  const readRef = useRef(read);
  readRef.current = read;

  const refresh = useCallback(async () => {
    question.current += 1;
    const mine = question.current;
    const settle = (next: { value?: T; error?: Error }) => {
      if (mine === question.current) {
        setState(last => ({ value: last.value, ...next, loading: false }));
      }
    };
    setState(last => ({ ...last, loading: true }));
    try {
      settle({ value: await readRef.current(api) });
    } catch (error) {
      settle({ error: error as Error });
    }
  }, [api]);

  // The caller lists what its question depends on, as for useEffect.
  useEffect(() => {
    setState({ loading: true });
    refresh();
    return () => {
      question.current += 1;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [refresh, ...deps]);

  return { ...state, refresh };
}
