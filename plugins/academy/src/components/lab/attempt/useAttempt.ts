import { useMemo, useReducer } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  AttemptView,
  UnitId,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyApiRef } from '../../../api';
import { useAcademyData } from '../../../hooks';
import { PAST_ATTEMPT } from '../../../routing';
import { attemptPhase } from './attemptPhase';
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
  /** Answers a check; what the answer is worth comes as a verdict. */
  answer(checkId: string, answer: string): Promise<void>;
  /** Gives the attempt more time. */
  extend(): Promise<void>;
  /** Ends a scenario to see what was wrong. */
  giveUp(): Promise<void>;
  /** Starts what was tried once more, after ending it where it still runs. */
  startOver(): Promise<void>;
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

/**
 * Continues the active attempt of the unit, or lets the learner start one. An
 * address with an attempt shows that one while none is active.
 */
export function useAttempt(unitId: UnitId): AttemptHandle {
  const api = useApi(academyApiRef);
  const [attempt, dispatch] = useReducer(attemptReducer, undefined);
  const connection = useAttemptStream(attempt, dispatch);
  const [address, setAddress] = useSearchParams();
  const past = address.get(PAST_ATTEMPT);
  const { loading, error, refresh } = useAcademyData(async () => {
    const [active] = await api.listAttempts({ unitId, active: true });
    const view = active ?? (past ? await api.getAttempt(past) : undefined);
    dispatch(
      view?.unitId === unitId ? { type: 'opened', view } : { type: 'left' },
    );
  }, [unitId]);

  const { id, scenario } = attempt ?? {};
  const isOver = attempt && attemptPhase(attempt) === 'over';
  const actions = useMemo<AttemptActions>(() => {
    const ofAttempt = () => {
      if (!id) {
        throw new Error('There is no attempt to act on');
      }
      return id;
    };
    const start: AttemptActions['start'] = async options => {
      const view = await api.startAttempt({ unitId, ...options });
      dispatch({ type: 'opened', view });
    };
    const end = async () => {
      const view = await api.endAttempt(ofAttempt());
      dispatch({ type: 'refreshed', view });
    };
    return {
      start,
      reset: async () => {
        const view = await api.resetAttempt(ofAttempt());
        dispatch({ type: 'refreshed', view });
      },
      end,
      answer: async (checkId, answer) => {
        await api.answerCheck(ofAttempt(), checkId, answer);
        dispatch({ type: 'answer', checkId, answer });
      },
      extend: async () => {
        const view = await api.extendAttempt(ofAttempt());
        dispatch({ type: 'refreshed', view });
      },
      giveUp: async () => {
        const view = await api.giveUpAttempt(ofAttempt());
        dispatch({ type: 'refreshed', view });
      },
      startOver: async () => {
        if (!isOver) {
          await end();
        }
        await start(scenario ? { scenario } : undefined);
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
      leave: () => {
        dispatch({ type: 'left' });
        setAddress({}, { replace: true });
      },
    };
  }, [api, unitId, id, scenario, isOver, refresh, setAddress]);

  return { attempt, connection, loading, error, ...actions };
}
