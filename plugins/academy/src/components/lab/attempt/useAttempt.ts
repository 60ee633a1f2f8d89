import { useMemo, useReducer } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  AttemptView,
  UnitId,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyApiRef } from '../../../api';
import { useAcademyData } from '../../../hooks';
import { attemptReducer } from './attemptReducer';
import { type Connection, useAttemptStream } from './useAttemptStream';

/** What a learner can do with an attempt. All reject with the client's `ResponseError`. */
export interface AttemptActions {
  /** Starts an attempt of the unit, on the best training cluster unless one is named. */
  start(options?: { scenario?: string; cluster?: string }): Promise<void>;
  reset(): Promise<void>;
  end(): Promise<void>;
  /** Reveals the next hint of a task, or of the scenario. */
  revealHint(taskId: string): Promise<void>;
  /** Looks for an active attempt again. */
  reload(): Promise<void>;
  /** Leaves an attempt that is over, back to the start of the unit. */
  leave(): void;
}

/** The learner's attempt of one unit, kept current by the stream. */
export interface AttemptHandle extends AttemptActions {
  /** Absent: none is active, one can be started. */
  attempt?: AttemptView;
  connection: Connection;
  /** Looking for an active attempt. */
  loading: boolean;
  error?: Error;
}

/** Continues the active attempt of the unit, or lets the learner start one. */
export function useAttempt(unitId: UnitId): AttemptHandle {
  const api = useApi(academyApiRef);
  const [attempt, dispatch] = useReducer(attemptReducer, undefined);
  const connection = useAttemptStream(attempt, dispatch);
  const { loading, error, refresh } = useAcademyData(async () => {
    const [view] = await api.listAttempts({ unitId, active: true });
    dispatch(view ? { type: 'opened', view } : { type: 'left' });
  }, [unitId]);

  const id = attempt?.id;
  const actions = useMemo<AttemptActions>(() => {
    const ofAttempt = () => {
      if (!id) {
        throw new Error('There is no attempt to act on');
      }
      return id;
    };
    return {
      start: async options => {
        const view = await api.startAttempt({ unitId, ...options });
        dispatch({ type: 'opened', view });
      },
      reset: async () => {
        const view = await api.resetAttempt(ofAttempt());
        dispatch({ type: 'refreshed', view });
      },
      end: async () => {
        const view = await api.endAttempt(ofAttempt());
        dispatch({ type: 'refreshed', view });
      },
      revealHint: async taskId => {
        const hint = await api.revealHint(ofAttempt(), taskId);
        dispatch({ type: 'hint', hint });
      },
      reload: () => {
        // Letting go of the attempt makes the stream start anew.
        dispatch({ type: 'left' });
        return refresh();
      },
      leave: () => dispatch({ type: 'left' }),
    };
  }, [api, unitId, id, refresh]);

  return { attempt, connection, loading, error, ...actions };
}
