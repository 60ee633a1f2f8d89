import type {
  LocalizedText,
  UnknownReason,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/** What decides which watch a check needs. @public */
export interface ObjectKind {
  /** E.g. `apps/v1`. */
  apiVersion: string;
  /** E.g. `Deployment`. */
  kind: string;
  /** Inside the sandbox's nested control plane. */
  nested?: true;
}

/**
 * A Kubernetes object as the API server sent it, without `managedFields`.
 * Items of a list carry no `apiVersion` and `kind` of their own, therefore
 * nothing reads them from here: the kind is always known from the subscription.
 *
 * @public
 */
export interface KubernetesObject {
  /** Absent in lists. */
  apiVersion?: string;
  /** Absent in lists. */
  kind?: string;
  /** Name, labels and what the server adds. */
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    labels?: Record<string, string>;
    [field: string]: unknown;
  };
  /** Whatever the kind has. */
  [field: string]: unknown;
}

/** What is known about all objects of one kind in the sandbox. @public */
export type ObjectRead =
  /** The first list is still under way: checks wait and keep their verdict. */
  | { state: 'syncing' }
  | { state: 'synced'; objects: KubernetesObject[] }
  /** Says nothing about the objects, only why they cannot be read. */
  | { state: 'unknown'; reason: UnknownReason; message: LocalizedText };

/** Objects of the subscribed kinds, kept current until stopped. @public */
export interface ObjectSubscription {
  /** The state now; synchronous and cheap. Objects must not be modified. */
  read(kind: ObjectKind): ObjectRead;
  /**
   * Makes sure that what `read` says is not out of date, by asking where
   * nothing was heard for a while: a connection that hangs looks like one on
   * which nothing happens. What is read may have changed when this resolves,
   * and what cannot be confirmed is unknown by then. Never rejects.
   */
  confirm?(kinds: ObjectKind[]): Promise<void>;
  /** Ends it; `read` is not asked any more. */
  stop(): void;
}

/** Where checks get objects from: the watches of one sandbox. */
export interface ObjectSource {
  /**
   * `onChange` is called after every change of what `read` returns, also when
   * a kind becomes unknown or known again; never before `subscribe` returns.
   * An unchanged object keeps its identity between reads, a changed one gets a
   * new one: that is how checks see which of them a change concerns.
   */
  subscribe(kinds: ObjectKind[], onChange: () => void): ObjectSubscription;
}

/** Time as the checks see it; tests bring their own. @public */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls once after the delay; returns the function that cancels it. */
  schedule(delayMs: number, callback: () => void): () => void;
}
