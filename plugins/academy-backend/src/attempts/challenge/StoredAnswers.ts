import type { CheckSessionOptions } from '@kubernetes-academy/backstage-plugin-academy-node';
import type { Knex } from 'knex';
import type { AttemptSignals } from '../AttemptSignals';
import { ANSWER_POLL_MS } from '../limits';
import { listAnswers } from '../operations';

type AnswerSource = NonNullable<CheckSessionOptions['answers']>;

/**
 * The newest answers of an attempt, for its check session. Answers come from
 * the database, whichever replica took them; the in-process signal only saves
 * the wait.
 */
export class StoredAnswers implements AnswerSource {
  readonly #knex: Knex;
  readonly #attemptId: string;
  readonly #listeners = new Set<() => void>();
  readonly #unsubscribe: () => void;
  readonly #timer: NodeJS.Timeout;
  #answers: Record<string, string> = {};
  #reading?: Promise<void>;
  #readAgain = false;

  /** Resolves once the answers given so far are known. */
  static async open(options: {
    knex: Knex;
    attemptId: string;
    signals: AttemptSignals;
    onError(error: Error): void;
  }): Promise<StoredAnswers> {
    const answers = new StoredAnswers(options);
    await answers.#refresh();
    return answers;
  }

  private constructor(options: Parameters<typeof StoredAnswers.open>[0]) {
    const { knex, attemptId, signals, onError } = options;
    this.#knex = knex;
    this.#attemptId = attemptId;
    const look = () => {
      this.#refresh().catch(onError);
    };
    this.#unsubscribe = signals.onChanged(attemptId, look);
    this.#timer = setInterval(look, ANSWER_POLL_MS);
  }

  read(checkId: string): string | undefined {
    return this.#answers[checkId];
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the looks at the database. */
  close(): void {
    clearInterval(this.#timer);
    this.#unsubscribe();
    this.#listeners.clear();
  }

  /** One look at a time; a signal during a look causes another one after it. */
  #refresh(): Promise<void> {
    if (this.#reading) {
      this.#readAgain = true;
      return this.#reading;
    }
    this.#reading = this.#readUntilQuiet().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readUntilQuiet(): Promise<void> {
    do {
      this.#readAgain = false;
      const before = this.#answers;
      const attemptId = this.#attemptId;
      this.#answers = await listAnswers({ knex: this.#knex, attemptId });
      if (!sameAnswers(before, this.#answers)) {
        this.#listeners.forEach(listener => listener());
      }
    } while (this.#readAgain);
  }
}

function sameAnswers(
  one: Record<string, string>,
  other: Record<string, string>,
): boolean {
  const ids = Object.keys(one);
  return (
    ids.length === Object.keys(other).length &&
    ids.every(id => one[id] === other[id])
  );
}
