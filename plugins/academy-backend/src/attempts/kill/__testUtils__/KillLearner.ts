import { mockCredentials } from '@backstage/backend-test-utils';
import type { AttemptView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { setTimeout as delay } from 'node:timers/promises';
import type { PortalKeeper } from './PortalKeeper';

const PAUSE_MS = 100;
/** Far beyond all that a learner may have to wait for. */
const PATIENCE_MS = 240_000;

/** An answer, or that the line broke before there was one. */
export type Answer = { status: number; body: any } | undefined;

/** A person at a portal that dies now and then: asks again until it answers. */
export class KillLearner {
  readonly userRef: string;
  readonly #keeper: PortalKeeper;
  /** The path of the attempt, once there is one. */
  path = '';

  constructor(keeper: PortalKeeper, userRef: string) {
    this.#keeper = keeper;
    this.userRef = userRef;
  }

  /** Asks once. @throws Error when the answer is that this cannot be done */
  async dare(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await this.ask(method, path, body);
    if (answer && answer.status >= 400 && answer.status < 500) {
      throw new Error(
        `${method} ${path} was refused: ${answer.body.error?.message}`,
      );
    }
    if (answer?.status !== 200) {
      await delay(PAUSE_MS);
    }
    return answer;
  }

  /** Asks once. */
  async ask(method: string, path: string, body?: object): Promise<Answer> {
    const url = await this.#keeper.url();
    try {
      const response = await fetch(`${url}/api/academy${path}`, {
        method,
        headers: {
          Authorization: mockCredentials.user.header(this.userRef),
          'Content-Type': 'application/json',
        },
        body: body && JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    } catch {
      return undefined;
    }
  }

  /** Asks until there is an answer that is not the portal's own trouble. */
  async insist(
    method: string,
    path: string,
    body?: object,
  ): Promise<NonNullable<Answer>> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await this.ask(method, path, body);
      if (answer && answer.status < 500) {
        return answer;
      }
      if (Date.now() > giveUpAt) {
        throw new Error(
          `${method} ${path} got no answer: ${JSON.stringify(answer)}`,
        );
      }
      await delay(PAUSE_MS);
    }
  }

  async view(): Promise<AttemptView> {
    const { status, body } = await this.insist('GET', this.path);
    if (status !== 200) {
      throw new Error(`Attempt ${this.path} is lost: ${status}`);
    }
    return body;
  }

  /** The attempt once something holds. @throws Error when it failed or it takes too long */
  async when(holds: (view: AttemptView) => boolean): Promise<AttemptView> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    for (;;) {
      const view = await this.view();
      if (holds(view)) {
        return view;
      }
      if (view.state === 'failed' || Date.now() > giveUpAt) {
        const { state, message, verdicts } = view;
        throw new Error(
          `${this.path} is ${JSON.stringify({
            state,
            message: message?.en,
            verdicts: verdicts.map(({ checkId, outcome, reason }) => [
              checkId,
              outcome,
              reason,
            ]),
          })}`,
        );
      }
      await delay(PAUSE_MS);
    }
  }
}
