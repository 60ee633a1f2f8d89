import { ResponseError } from '@backstage/errors';
import type {
  AttemptEvent,
  AttemptView,
  StreamAttemptOptions,
  UnitView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { act } from '@testing-library/react';
import type { AcademyApi } from '../../../api';
import { readyCluster } from './fixtures';

type WithoutPlace<T> = T extends unknown ? Omit<T, 'id' | 'at'> : never;

/**
 * A backend with at most one attempt. Methods of `api` may be replaced; those
 * that are not defined reject, so that no test passes on an unexpected call.
 */
export class FakeAcademy {
  /** The learner's attempt as the next request finds it. */
  attempt: AttemptView | undefined;
  /** What the learner may read of the attempt's unit. */
  unit: UnitView | undefined;
  readonly api: AcademyApi;
  readonly #streams = new Set<StreamAttemptOptions>();

  constructor(options: {
    attempt?: AttemptView;
    unit?: UnitView;
    api?: Partial<AcademyApi>;
  }) {
    this.attempt = options.attempt;
    this.unit = options.unit;
    const methods: Partial<AcademyApi> = {
      listClusters: async () => [readyCluster],
      listAttempts: async () => (this.attempt ? [this.attempt] : []),
      getAttempt: async () => this.#found(),
      getAttemptUnit: async () => this.#foundUnit(),
      streamAttempt: (_, stream) => this.#stream(stream),
      ...options.api,
    };
    this.api = new Proxy(methods as AcademyApi, {
      get: (target, name: keyof AcademyApi) =>
        target[name] ??
        (async () => {
          throw new Error(`Unexpected call of ${String(name)}`);
        }),
    });
  }

  /** How many streams are followed. */
  get followers(): number {
    return this.#streams.size;
  }

  /** Sends a frame; the view read afterwards has these changes. */
  async emit(
    frame: WithoutPlace<AttemptEvent>,
    changes: Partial<AttemptView> = {},
  ): Promise<void> {
    const before = this.#found();
    const id = before.cursor + 1;
    const told =
      frame.type === 'state'
        ? { state: frame.state, message: frame.message }
        : {};
    this.attempt = { ...before, ...told, ...changes, cursor: id };
    const event = {
      ...frame,
      id,
      at: new Date().toISOString(),
    } as AttemptEvent;
    await act(async () => this.#streams.forEach(s => s.onEvent(event)));
  }

  /** The connection breaks or comes back. */
  async connection(state: 'open' | 'lost'): Promise<void> {
    await act(async () => this.#streams.forEach(s => s.onState?.(state)));
  }

  #found(): AttemptView {
    if (!this.attempt) {
      throw new Error('There is no attempt');
    }
    return this.attempt;
  }

  #foundUnit(): UnitView {
    if (!this.unit) {
      throw new Error('There is no unit');
    }
    return this.unit;
  }

  #stream(stream: StreamAttemptOptions): Promise<void> {
    this.#streams.add(stream);
    stream.onState?.('open');
    return new Promise(resolve => {
      stream.signal?.addEventListener('abort', () => {
        this.#streams.delete(stream);
        resolve();
      });
    });
  }
}

/** What the client throws when the backend answers with an error status. */
export async function refusal(status: number, message: string): Promise<Error> {
  const body = {
    error: { name: 'Error', message },
    response: { statusCode: status },
  };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json' },
    }),
  );
}
