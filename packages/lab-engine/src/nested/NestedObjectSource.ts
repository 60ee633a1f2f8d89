import type {
  ObjectKind,
  ObjectRead,
  ObjectSource,
  ObjectSubscription,
} from '../check/types';
import type { SandboxWatches } from '../watch';
import { incarnation, POD, readyPod } from './apiServerPod';
import { notReady } from './messages';

const READY = 'ready';

/** What is watched outside and inside. */
export interface NestedObjectSourceOptions {
  /** Of the sandbox, where the pods of the control plane are. */
  sandbox: ObjectSource;
  /** Of the nested control plane. */
  inside: Pick<SandboxWatches, 'subscribe' | 'retryNow'>;
}

/**
 * Objects of the nested control plane, as far as its API server can be asked:
 * while its pod is not ready everything is unknown at once, although watches
 * on it may stay open and silent. Once it is ready again nothing waits for a
 * back-off.
 */
export class NestedObjectSource implements ObjectSource {
  readonly #options: NestedObjectSourceOptions;

  private constructor(options: NestedObjectSourceOptions) {
    this.#options = options;
  }

  static create(options: NestedObjectSourceOptions): NestedObjectSource {
    return new NestedObjectSource(options);
  }

  subscribe(kinds: ObjectKind[], onChange: () => void): ObjectSubscription {
    const { sandbox, inside } = this.#options;
    let server = '';
    const pods = sandbox.subscribe([POD], () => {
      const before = server;
      server = serverOf(pods.read(POD));
      if (server === before) return;
      if (server.startsWith(READY)) inside.retryNow();
      onChange();
    });
    server = serverOf(pods.read(POD));
    const objects = inside.subscribe(kinds, onChange);
    return {
      read: kind => {
        const read = pods.read(POD);
        if (read.state !== 'synced') return read;
        return readyPod(read.objects)
          ? objects.read(kind)
          : { state: 'unknown', ...notReady() };
      },
      confirm: async confirmed => {
        await Promise.all([
          pods.confirm?.([POD]),
          objects.confirm?.(confirmed),
        ]);
      },
      stop: () => {
        pods.stop();
        objects.stop();
      },
    };
  }
}

/** Changes with everything that decides whether, and by whom, questions are answered. */
function serverOf(read: ObjectRead): string {
  if (read.state === 'unknown') return read.message.en;
  const pod = read.state === 'synced' ? readyPod(read.objects) : undefined;
  return pod ? `${READY} ${incarnation(pod)}` : read.state;
}
