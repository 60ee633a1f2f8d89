import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KubernetesObject, ObjectKind, ObjectRead } from '../check/types';
import type { ApiCall, ClusterClient } from '../gateway';
import {
  ClusterError,
  errorFromNetwork,
  errorFromStatus,
} from '../gateway/ClusterError';
import { backOffMs } from './backOff';
import { confirmObjects } from './confirmObjects';
import { listObjects } from './listObjects';
import { unreadable, type Unreadable } from './messages';
import { namespaceOf, ObjectCache } from './ObjectCache';
import { watchLines, type WatchFrame } from './watchLines';

/** A watch is ended by the server after a random time between these, in seconds. */
const WATCH_SECONDS = { min: 300, max: 600 };
/** Bookmarks come about every minute: a longer silence means that the server hangs. */
const SILENCE_MS = 90_000;
/** A list comes at once: a silence in the middle of it is a server that hangs. */
const LIST_SILENCE_MS = 15_000;
/** What was heard of so recently is taken as it is. */
const FRESH_MS = 1_000;
/** A broken watch that is open again within this time was no outage. */
const GRACE_MS = 800;
/** A watch that lived shorter counts as failed, however it ended. */
const SHORT_LIFE_MS = 2_000;
const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';

/** What is watched, and who is told. */
export interface KindWatchOptions {
  client: Pick<ClusterClient, 'path' | 'request' | 'stream'>;
  kind: ObjectKind;
  /** All namespaces, or a cluster-scoped kind, when absent. */
  namespace?: string;
  /** Asked whenever everything is read anew, where it is not always the same. */
  labelSelector?: string | (() => Promise<string | undefined>);
  /** Objects that are not kept are not remembered. Default: all are. */
  keep?(object: KubernetesObject): boolean;
  /**
   * After every change of what `read` returns, with the namespaces that it
   * concerns; undefined when it is all of them.
   */
  onChange(namespaces?: ReadonlySet<string>): void;
  /** Default true; servers that refuse streaming lists are noticed by themselves. */
  streamingLists?: boolean;
  /** Default 90 s. */
  silenceMs?: number;
  /** Longest delay before it is tried again. Default 30 s. */
  longestBackOffMs?: number;
  /** Words for a failure; those of a training cluster when absent. */
  unreadable?(kind: string, error: ClusterError): Unreadable;
}

/**
 * Keeps all objects of one kind current: a streaming list that goes on as a
 * watch. While the API server cannot be read the state is unknown, never old.
 */
export class KindWatch {
  readonly #options: KindWatchOptions;
  readonly #abort = new AbortController();
  readonly #cache = ObjectCache.create();
  #syncing = true;
  /** Why nothing can be said; undefined while the cache is current. */
  #problem: Unreadable | undefined;
  /** Where a watch continues; undefined: everything has to be read anew. */
  #version: string | undefined;
  /** With which everything was read; what goes on must not ask for less. */
  #selector: string | undefined;
  /** Objects of a list that is not complete yet. */
  #listing: ObjectCache | undefined;
  #streamingLists: boolean;
  #body: Readable | undefined;
  /** When the server was last heard of; everything until then is known. */
  #heardAt = -Infinity;
  #failures = 0;
  #openedAt: number | undefined;
  #grace: NodeJS.Timeout | undefined;
  /** Ends the pause before the next connection. */
  #wake = () => {};

  private constructor(options: KindWatchOptions) {
    this.#options = options;
    this.#streamingLists = options.streamingLists ?? true;
  }

  /** Starts at once; the first change is reported from a later tick. */
  static create(options: KindWatchOptions): KindWatch {
    const watch = new KindWatch(options);
    watch.#run();
    return watch;
  }

  /**
   * What is known now.
   *
   * @param namespace - of all that are watched, only this one
   */
  read(namespace?: string): ObjectRead {
    if (this.#problem) return { state: 'unknown', ...this.#problem };
    if (this.#syncing) return { state: 'syncing' };
    return { state: 'synced', objects: this.#cache.list(namespace) };
  }

  /**
   * Makes sure that what is read is not out of date: a connection that hangs
   * looks like one on which nothing happens. What cannot be confirmed is
   * unknown when this resolves.
   *
   * @param options - `namespace` as of `read`; nothing is asked when the server
   *   was heard of in the last `freshMs` milliseconds, default a second
   */
  async confirm(
    options: { namespace?: string; freshMs?: number } = {},
  ): Promise<void> {
    const { namespace, freshMs = FRESH_MS } = options;
    const isFresh = performance.now() - this.#heardAt <= freshMs;
    if (isFresh || this.read().state !== 'synced') return;
    const { client, kind } = this.#options;
    try {
      await confirmObjects({
        client,
        ref: { ...kind, namespace: namespace ?? this.#options.namespace },
        signal: this.#abort.signal,
        isKnown: (objects, version) =>
          this.#cache.matches(objects, namespace) || this.#isPast(version),
      });
    } catch (error) {
      if (this.#problem || this.#abort.signal.aborted) return;
      this.#say(errorFromNetwork(error));
      this.#body?.destroy(errorFromNetwork(error));
    }
  }

  /** What kept it from being read is over: does not wait any longer. */
  retryNow(): void {
    this.#failures = 0;
    this.#wake();
  }

  stop(): void {
    clearTimeout(this.#grace);
    this.#abort.abort();
    this.#wake();
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      let failure: ClusterError | undefined;
      try {
        await this.#follow();
      } catch (error) {
        failure = errorFromNetwork(error);
      }
      if (signal.aborted) return;
      const delayMs = this.#delayAfter(failure);
      if (delayMs > 0) await this.#pause(delayMs);
    }
  }

  async #pause(delayMs: number): Promise<void> {
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    await sleep(delayMs, undefined, { signal: woken.signal }).catch(() => {});
  }

  /** One connection, from its opening until the server or the network ends it. */
  async #follow(): Promise<void> {
    this.#openedAt = undefined;
    const { client, kind, namespace, labelSelector } = this.#options;
    const { signal } = this.#abort;
    const path = await client.path({ ...kind, namespace });
    if (this.#problem) this.#version = undefined;
    if (this.#version === undefined) {
      this.#selector =
        typeof labelSelector === 'function'
          ? await labelSelector()
          : labelSelector;
    }
    const call = { path, signal, query: { labelSelector: this.#selector } };
    if (this.#version === undefined && !this.#streamingLists) {
      const list = await listObjects(client, call, this.#keeps);
      this.#version = list.resourceVersion;
      this.#complete(list.objects);
    }
    const from = this.#version;
    const body = await client.stream(watchCall(call, from));
    if (from !== undefined && this.#problem) {
      // Opened too late: what happened meanwhile has to be read as a whole.
      body.destroy();
      return;
    }
    this.#openedAt = performance.now();
    this.#body = body;
    this.#listing = from === undefined ? ObjectCache.create() : undefined;
    if (!this.#listing) clearTimeout(this.#grace);
    for await (const frames of watchLines(body, () => this.#silenceMs())) {
      this.#take(frames);
    }
  }

  #silenceMs(): number {
    const { silenceMs = SILENCE_MS } = this.#options;
    return this.#listing ? Math.min(silenceMs, LIST_SILENCE_MS) : silenceMs;
  }

  readonly #keeps = (object: KubernetesObject): boolean =>
    this.#options.keep?.(object) ?? true;

  #take(frames: WatchFrame[]): void {
    const changed = new Set<string>();
    this.#heardAt = performance.now();
    for (const { type, object } of frames) {
      if (type === 'ERROR') throw errorFromStatus(object as object);
      if (type === 'BOOKMARK') this.#endList(object);
      else if (this.#keeps(object)) this.#put(type, object, changed);
      // A list cut off in the middle must be read anew from its start.
      if (!this.#listing) this.#version = object.metadata.resourceVersion;
    }
    if (changed.size > 0) this.#options.onChange(changed);
  }

  #put(
    type: 'ADDED' | 'MODIFIED' | 'DELETED',
    object: KubernetesObject,
    changed: Set<string>,
  ): void {
    const target = this.#listing ?? this.#cache;
    const isNew =
      type === 'DELETED' ? target.remove(object) : target.put(object);
    if (isNew && !this.#listing) changed.add(namespaceOf(object));
  }

  #endList({ metadata }: KubernetesObject): void {
    const { annotations } = metadata as {
      annotations?: Record<string, string>;
    };
    if (this.#listing && annotations?.[INITIAL_EVENTS_END] === 'true') {
      this.#complete(this.#listing);
    }
  }

  /** A complete list: its difference to what was known is a change. */
  #complete(objects: ObjectCache): void {
    clearTimeout(this.#grace);
    this.#heardAt = performance.now();
    this.#listing = undefined;
    const changed = this.#cache.replaceWith(objects);
    const known = !this.#syncing && !this.#problem;
    this.#syncing = false;
    this.#problem = undefined;
    if (!known) this.#options.onChange();
    else if (changed.size > 0) this.#options.onChange(changed);
  }

  /** Versions count upwards, in as many digits as they need. */
  #isPast(version: string): boolean {
    const known = this.#version ?? '';
    return known.length === version.length
      ? known >= version
      : known.length > version.length;
  }

  /** What the end of a connection means, and how long to wait, in milliseconds. */
  #delayAfter(failure: ClusterError | undefined): number {
    const livedMs =
      this.#openedAt === undefined ? 0 : performance.now() - this.#openedAt;
    if (livedMs > SHORT_LIFE_MS) {
      this.#failures = 0;
      if (!failure) return 0;
    }
    this.#failures += 1;
    const first = this.#failures === 1;
    if (failure && first && this.#readsAnew(failure)) return 0;

    const brokeOff = first && livedMs > 0;
    const reported = failure ?? endedAtOnce();
    this.#report(reported, brokeOff && reported.unanswered);
    if (brokeOff) return 0;
    // The break of an open watch was the first failure and cost no delay.
    const delayMs = backOffMs(
      Math.max(1, this.#failures - 1),
      this.#options.longestBackOffMs,
    );
    return Math.max(delayMs, reported.retryAfterMs ?? 0);
  }

  /** Whether the failure is answered by another way of reading. */
  #readsAnew(failure: ClusterError): boolean {
    if (failure.status === 410) {
      this.#version = undefined;
      return true;
    }
    const refused = failure.status === 422 || failure.status === 400;
    if (refused && this.#version === undefined && this.#streamingLists) {
      this.#streamingLists = false;
      return true;
    }
    return false;
  }

  #report(failure: ClusterError, withGrace: boolean): void {
    clearTimeout(this.#grace);
    if (withGrace) this.#grace = setTimeout(() => this.#say(failure), GRACE_MS);
    else this.#say(failure);
  }

  #say(failure: ClusterError): void {
    const say = this.#options.unreadable ?? unreadable;
    this.#problem = say(this.#options.kind.kind, failure);
    this.#options.onChange();
  }
}

function endedAtOnce(): ClusterError {
  return new ClusterError({
    status: 0,
    reason: 'Unreachable',
    message: 'the watch was ended at once',
  });
}

function watchCall(
  call: Pick<ApiCall, 'path' | 'query' | 'signal'>,
  resourceVersion: string | undefined,
): ApiCall {
  const { min, max } = WATCH_SECONDS;
  const start =
    resourceVersion === undefined
      ? { sendInitialEvents: true, resourceVersionMatch: 'NotOlderThan' }
      : { resourceVersion };
  return {
    ...call,
    method: 'GET',
    query: {
      ...call.query,
      ...start,
      watch: true,
      allowWatchBookmarks: true,
      timeoutSeconds: Math.round(min + Math.random() * (max - min)),
    },
  };
}
