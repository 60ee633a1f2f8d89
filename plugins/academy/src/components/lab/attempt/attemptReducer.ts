import type {
  AttemptEvent,
  AttemptState,
  AttemptTimes,
  AttemptView,
  RevealedHint,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/** What can happen to the attempt a page shows. */
export type AttemptAction =
  /** The attempt the page shows from now on. */
  | { type: 'opened'; view: AttemptView }
  /** The server's view of the attempt, read again. */
  | { type: 'refreshed'; view: AttemptView }
  /** One frame of the stream. */
  | { type: 'event'; event: AttemptEvent }
  /** The answer to revealing a hint; its frame may come before or after. */
  | { type: 'hint'; hint: RevealedHint }
  /** The backend has taken an answer; its frame may come before or after. */
  | { type: 'answer'; checkId: string; answer: string }
  /** The page lets go of the attempt, so that another one can be started. */
  | { type: 'left' };

/** An attempt that reaches one of these has ended; a passed one keeps its sandbox. */
const ENDED: AttemptState[] = ['expired', 'abandoned', 'failed'];

/**
 * Folds views and stream frames into what the page shows.
 *
 * Views and frames overtake each other: a frame counts only when it is newer
 * than the view it is folded into, and an older view never takes back what a
 * frame has said.
 */
export function attemptReducer(
  current: AttemptView | undefined,
  action: AttemptAction,
): AttemptView | undefined {
  switch (action.type) {
    case 'left':
      return undefined;
    case 'opened':
      return action.view;
    case 'refreshed':
      return current && withView(current, action.view);
    case 'hint':
      return current && withHint(current, action.hint);
    case 'answer':
      return current && withAnswer(current, action);
    case 'event':
      return current && action.event.id > current.cursor
        ? { ...withEvent(current, action.event), cursor: action.event.id }
        : current;
    default:
      return current;
  }
}

function withView(current: AttemptView, view: AttemptView): AttemptView {
  if (current.id !== view.id) {
    return current;
  }
  if (view.cursor >= current.cursor) {
    return view;
  }
  // Frames never tell these, or not at first, so even an older view may.
  return {
    ...current,
    namespace: current.namespace ?? view.namespace,
    expiresAt: current.expiresAt ?? view.expiresAt,
    hardEndsAt: current.hardEndsAt ?? view.hardEndsAt,
    gaveUp: current.gaveUp || view.gaveUp,
    score: current.score ?? view.score,
  };
}

function withEvent(current: AttemptView, event: AttemptEvent): AttemptView {
  switch (event.type) {
    case 'state':
      return withState(current, event);
    case 'verdict':
      return {
        ...current,
        verdicts: withVerdict(current.verdicts, event.verdict),
      };
    case 'hint':
      return withHint(current, event.hint);
    case 'reset':
      return {
        ...current,
        verdicts: [],
        answers: {},
        readyAt: undefined,
        pausedMs: 0,
        pausedSince: undefined,
      };
    case 'queue':
      return { ...current, queue: event.queue };
    case 'times':
      return withTimes(current, event);
    case 'answer':
      return withAnswer(current, event);
    default:
      return current;
  }
}

function withState(
  current: AttemptView,
  event: { at: string; state: AttemptState; message?: AttemptView['message'] },
): AttemptView {
  const { state, message, at } = event;
  return {
    ...current,
    state,
    message,
    queue: state === 'requested' ? current.queue : undefined,
    readyAt: state === 'ready' ? current.readyAt ?? at : current.readyAt,
    passedAt: state === 'passed' ? current.passedAt ?? at : current.passedAt,
    endedAt: ENDED.includes(state) ? current.endedAt ?? at : current.endedAt,
  };
}

/** What a frame leaves out has ended: a pause, or the end for idleness. */
function withTimes(current: AttemptView, times: AttemptTimes): AttemptView {
  const { expiresAt, idleEndsAt, pausedMs, pausedSince } = times;
  return { ...current, expiresAt, idleEndsAt, pausedMs, pausedSince };
}

function withAnswer(
  current: AttemptView,
  { checkId, answer }: { checkId: string; answer: string },
): AttemptView {
  return { ...current, answers: { ...current.answers, [checkId]: answer } };
}

function withVerdict(verdicts: Verdict[], verdict: Verdict): Verdict[] {
  const before = verdicts.find(v => v.checkId === verdict.checkId);
  const others = verdicts.filter(v => v !== before);
  const passedAt =
    before?.passedAt ??
    (verdict.outcome === 'passed' ? verdict.since : undefined);
  return [...others, { passedAt, ...verdict }];
}

function withHint(current: AttemptView, hint: RevealedHint): AttemptView {
  const known = current.hints.some(
    h => h.taskId === hint.taskId && h.step === hint.step,
  );
  return {
    ...current,
    hints: known ? current.hints : [...current.hints, hint],
    // Who has passed already was not helped by the solution.
    assisted:
      current.assisted ||
      (hint.kind === 'solution' && current.state !== 'passed'),
  };
}
