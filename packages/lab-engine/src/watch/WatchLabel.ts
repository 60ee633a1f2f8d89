import type { KubernetesObject, ObjectKind } from '../check/types';
import type { ClusterClient } from '../gateway';
import { KindWatch } from './KindWatch';
import { listMetadata } from './listObjects';
import { unreadable } from './messages';
import { namespaceOf } from './ObjectCache';

const LABEL = 'kubernetes-academy.io/sandbox';
/** Policy and binding of `manifests/watch`. */
const PARTS_SELECTOR = 'kubernetes-academy.io/part=watch';
const PARTS: ObjectKind[] = [
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
].map(kind => ({ apiVersion: 'admissionregistration.k8s.io/v1', kind }));
/** Not every API server knows a new policy at once. */
const SETTLED_MS = 30_000;

/** Whose label it is, and who wants to know. */
export interface WatchLabelOptions {
  client: ClusterClient;
  isSandbox(namespace: string): boolean;
  /** What was labelled may not be labelled any more, or the other way round. */
  onChange(): void;
}

/**
 * The label that a policy of the cluster puts on everything inside of
 * sandboxes, as far as it can be relied on: an object without it would not be
 * seen by any check.
 */
export class WatchLabel {
  readonly #options: WatchLabelOptions;
  readonly #parts: KindWatch[];
  /** Resolved once all parts were looked at, whether they could be read or not. */
  readonly #looked: Promise<void>;
  #resolveLooked = () => {};
  #isSettled = false;
  /** The parts last seen; empty while they are not all there. */
  #seen = '';

  private constructor(options: WatchLabelOptions) {
    this.#options = options;
    this.#looked = new Promise(resolve => {
      this.#resolveLooked = resolve;
    });
    this.#parts = PARTS.map(kind =>
      KindWatch.create({
        client: options.client,
        kind,
        labelSelector: PARTS_SELECTOR,
        onChange: () => this.#look(),
        unreadable: (name, error) => {
          // Not installed, or not there to be installed: nothing to wait for.
          if (error.status === 403 || error.status === 404) {
            this.stop();
            this.#settle();
          }
          return unreadable(name, error);
        },
      }),
    );
  }

  static create(options: WatchLabelOptions): WatchLabel {
    return new WatchLabel(options);
  }

  /** Selects all objects of a kind inside of sandboxes; undefined when nothing does. */
  async selector(kind: ObjectKind): Promise<string | undefined> {
    await this.#looked;
    if (!this.#seen || !this.#isOldEnough()) return undefined;
    const { client, isSandbox } = this.#options;
    const path = await client.path(kind);
    const query = { labelSelector: `!${LABEL}` };
    const { objects } = await listMetadata(client, { path, query });
    const isMissing = objects.some(object => isSandbox(namespaceOf(object)));
    return isMissing ? undefined : LABEL;
  }

  retryNow(): void {
    this.#parts.forEach(part => part.retryNow());
  }

  stop(): void {
    this.#parts.forEach(part => part.stop());
  }

  /** While the parts cannot be read, they are taken to be as they were. */
  #look(): void {
    const reads = this.#parts.map(part => part.read());
    if (reads.every(({ state }) => state === 'synced')) {
      const seen = this.#identity();
      const isChange = this.#isSettled && seen !== this.#seen;
      this.#seen = seen;
      if (isChange) this.#options.onChange();
    }
    if (reads.some(({ state }) => state === 'syncing')) return;
    this.#settle();
  }

  #settle(): void {
    this.#isSettled = true;
    this.#resolveLooked();
  }

  /** Changes with everything but labels and annotations; empty unless all parts are there. */
  #identity(): string {
    const found = this.#parts.map(part => objectsOf(part));
    if (found.some(objects => objects.length === 0)) return '';
    const each = found.flat().map(({ metadata }) => metadata);
    return each.map(({ uid, generation }) => `${uid}:${generation}`).join();
  }

  #isOldEnough(): boolean {
    const created = this.#parts
      .flatMap(part => objectsOf(part))
      .map(({ metadata }) => Date.parse(metadata.creationTimestamp as string));
    return Date.now() - Math.max(...created) >= SETTLED_MS;
  }
}

function objectsOf(part: KindWatch): KubernetesObject[] {
  const read = part.read();
  return read.state === 'synced' ? read.objects : [];
}
