import type { CheckEvaluation } from '../../judge';
import type {
  Clock,
  KubernetesObject,
  ObjectKind,
  ObjectSubscription,
} from '../../types';
import type { CheckEvaluator } from '../types';
import { askingFailed, noAnswerYet } from './messages';

/**
 * When the API server is asked after a change, in milliseconds. Its authorizer
 * and its quotas learn of a change a moment after our watch does: the first
 * answer may be about the time before, the last one is not.
 */
const ASK_AFTER_MS = [0, 300, 900, 3_000];
/** How long an evaluation waits for an answer; it is told of when it comes later. */
const ANSWER_WAIT_MS = 1_000;
const RETRY_MS = 2_000;
const RETRY_LIMIT_MS = 60_000;

type Objects = Pick<ObjectSubscription, 'read'>;

/** What only the API server can answer, and what it depends on. */
export interface Question {
  kinds: ObjectKind[];
  /** The objects with whose change another answer is possible. */
  matters(objects: KubernetesObject[], kind: ObjectKind): KubernetesObject[];
  /** What the objects say without asking, if they do. */
  precondition?(objects: Objects, now: Date): CheckEvaluation | undefined;
  /** @throws ClusterError for what is no answer, Error for what its author got wrong */
  ask(
    objects: Objects,
    options: { now: Date; signal: AbortSignal },
  ): Promise<CheckEvaluation>;
}

/** What an evaluator of a {@link Question} is made of. */
export interface AskingEvaluatorOptions {
  question: Question;
  clock: Clock;
  onChange(): void;
}

/**
 * Asks the API server, and asks again when something has changed that the
 * answer depends on. While nothing changes nothing is asked, unless there was
 * no answer: then again with a back-off.
 */
export class AskingEvaluator implements CheckEvaluator {
  readonly kinds: ObjectKind[];
  readonly #options: AskingEvaluatorOptions;
  /** What the answer is about; undefined before the first question. */
  #about: KubernetesObject[] | undefined;
  #answer: CheckEvaluation | undefined;
  /** Times of the next questions, in order. */
  #planned: number[] = [];
  #failures = 0;
  #pending: { answered: Promise<void>; abort: AbortController } | undefined;

  static create(options: AskingEvaluatorOptions): AskingEvaluator {
    return new AskingEvaluator(options);
  }

  private constructor(options: AskingEvaluatorOptions) {
    this.#options = options;
    this.kinds = options.question.kinds;
  }

  get dueAt(): number | undefined {
    return this.#pending ? undefined : this.#planned[0];
  }

  async evaluate(
    objects: Objects,
    now: Date,
  ): Promise<CheckEvaluation | undefined> {
    const { question } = this.#options;
    const about: KubernetesObject[] = [];
    let syncing = false;
    for (const kind of question.kinds) {
      const read = objects.read(kind);
      if (read.state === 'unknown') {
        // Nobody sees what changes meanwhile: the answer is worth nothing.
        this.#forget();
        const { reason, message } = read;
        return { outcome: 'unknown', reason, message, evidence: [] };
      }
      if (read.state === 'syncing') syncing = true;
      else about.push(...question.matters(read.objects, kind));
    }
    if (syncing) return undefined;
    const known = question.precondition?.(objects, now);
    if (known) {
      this.#forget();
      return known;
    }
    if (!this.#about || !sameObjects(this.#about, about)) {
      this.#forget();
      this.#about = about;
      this.#planned = ASK_AFTER_MS.map(delayMs => +now + delayMs);
    }
    if (!this.#pending && this.#planned[0] <= +now) {
      this.#planned = this.#planned.filter(time => time > +now);
      this.#ask(objects, now);
    }
    await this.#settled();
    return this.#pending
      ? { outcome: 'unknown', ...noAnswerYet(), evidence: [] }
      : this.#answer;
  }

  stop(): void {
    this.#forget();
  }

  #forget() {
    this.#pending?.abort.abort();
    this.#pending = undefined;
    this.#about = undefined;
    this.#answer = undefined;
    this.#planned = [];
    this.#failures = 0;
  }

  #ask(objects: Objects, now: Date) {
    const { question } = this.#options;
    const abort = new AbortController();
    const { signal } = abort;
    const answered = question
      .ask(objects, { now, signal })
      .then(
        answer => {
          this.#failures = 0;
          return answer;
        },
        error => this.#failed(error, signal),
      )
      .then(answer => {
        if (signal.aborted) return;
        this.#answer = answer;
        this.#pending = undefined;
      });
    this.#pending = { answered, abort };
  }

  #failed(error: unknown, signal: AbortSignal): CheckEvaluation {
    if (!signal.aborted) {
      const delayMs = Math.min(RETRY_MS * 2 ** this.#failures, RETRY_LIMIT_MS);
      const retryAt = this.#options.clock.now() + delayMs;
      this.#failures += 1;
      this.#planned = [
        retryAt,
        ...this.#planned.filter(time => time > retryAt),
      ];
    }
    return { outcome: 'unknown', ...askingFailed(error), evidence: [] };
  }

  /** Waits for the answer, but not for long: other checks wait as well. */
  async #settled(): Promise<void> {
    const pending = this.#pending;
    if (!pending) return;
    let cancel = () => {};
    const late = new Promise<void>(resolve => {
      cancel = this.#options.clock.schedule(ANSWER_WAIT_MS, resolve);
    });
    await Promise.race([pending.answered, late]);
    cancel();
    if (this.#pending === pending) {
      void pending.answered.then(this.#options.onChange);
    }
  }
}

function sameObjects(a: KubernetesObject[], b: KubernetesObject[]): boolean {
  return (
    a.length === b.length && a.every((object, index) => object === b[index])
  );
}
