import { EventEmitter } from 'node:events';

/**
 * Hints inside one process, sent after the commit. Whoever listens also looks
 * at the database now and then, since other replicas send theirs elsewhere.
 */
export class AttemptSignals {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  /** Events of the attempt were written. */
  changed(attemptId: string): void {
    this.#emitter.emit(`changed:${attemptId}`);
  }

  /** @returns the unsubscribe function. */
  onChanged(attemptId: string, listener: () => void): () => void {
    const name = `changed:${attemptId}`;
    this.#emitter.on(name, listener);
    return () => this.#emitter.off(name, listener);
  }

  /** There is something to do for the worker. */
  wake(): void {
    this.#emitter.emit('wake');
  }

  /** @returns the unsubscribe function. */
  onWake(listener: () => void): () => void {
    this.#emitter.on('wake', listener);
    return () => this.#emitter.off('wake', listener);
  }
}
