import type {
  Actor,
  Check,
  CheckKindName,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { CelEngine } from '../../cel';
import type { ClusterClient } from '../../gateway';
import type { CheckEvaluation } from '../judge';
import type {
  Clock,
  KubernetesObject,
  ObjectKind,
  ObjectSubscription,
} from '../types';

/** What learners have answered; tells when that changes. @public */
export interface AnswerSource {
  /** The newest answer to a check, as typed. */
  read(checkId: string): string | undefined;
  /** Calls after every change; returns the function that ends the calls. */
  onChange(listener: () => void): () => void;
}

/**
 * An object as the setup of a scenario made it: another one of that name does
 * not count.
 *
 * @public
 */
export interface PinnedObject {
  /** As in the manifest. */
  apiVersion: string;
  /** As in the manifest. */
  kind: string;
  /** In the namespace of the sandbox. */
  name: string;
  /** What the API server called it. */
  uid: string;
}

/** What belongs to the attempt rather than to the check. @public */
export interface CheckSetting {
  /** Content of the unit's files, with parameters filled in. */
  files?: Record<string, string>;
  /** None: checks of kind `answer` never pass. */
  answers?: AnswerSource;
  /** None: every object of the right name counts. */
  pins?: PinnedObject[];
}

/** Who may ask the API server about one sandbox. */
export interface CheckActors {
  namespace: string;
  /** The sandbox's read-only identity. */
  checker: ClusterClient;
  /** The backend's own identity inside of the sandbox: for probes only. */
  backend: ClusterClient;
  /** The learner, or a ServiceAccount of the sandbox with a token of a few minutes. */
  as(actor: Actor): ClusterClient;
}

/** What the kinds of check work with in one sandbox. */
export interface CheckContext extends CheckActors, CheckSetting {
  engine: CelEngine;
  clock: Clock;
}

/** One check of one session. @public */
export interface CheckEvaluator {
  /** Kinds whose changes it wants to hear of. */
  readonly kinds: ObjectKind[];
  /** When it wants to be asked again although no object changes, in milliseconds since the epoch. */
  readonly dueAt?: number;
  /**
   * What it says about this moment. Never rejects: what cannot be read is
   * `unknown`. Answers within a second or two; what takes longer is reported
   * by `onChange`, and until then it must not repeat a pass that is out of date.
   *
   * @returns undefined while it was never read
   */
  evaluate(
    objects: Pick<ObjectSubscription, 'read'>,
    now: Date,
  ): Promise<CheckEvaluation | undefined>;
  /** Nothing runs and nothing is left behind once it was called. */
  stop(): void;
}

/** What a check is opened with. */
export interface OpenCheckOptions {
  check: Check;
  context: CheckContext;
  /** To be called when what `evaluate` says may be different now, objects apart. */
  onChange(): void;
}

/** A way to judge: what one of the kinds of check in docs/checks.md means. */
export interface CheckKind {
  name: CheckKindName;
  open(options: OpenCheckOptions): CheckEvaluator;
}

/** Reads objects as somebody of one sandbox. @public */
export interface ObjectReader {
  /** One object. @throws ClusterError */
  get(
    ref: ObjectKind & { namespace?: string; name: string },
  ): Promise<KubernetesObject>;
  /** Items carry no `apiVersion` and `kind`. @throws ClusterError */
  list(ref: ObjectKind & { namespace?: string }): Promise<KubernetesObject[]>;
}

/**
 * What a plugin's kind of check works with in one sandbox: nobody who could
 * write more than the learner.
 *
 * @public
 */
export interface CustomCheckContext extends CheckSetting {
  /** Time as the session sees it. */
  clock: Clock;
  /** Of the sandbox. */
  namespace: string;
  /** The sandbox's read-only identity. */
  checker: ObjectReader;
  /** The learner, or a ServiceAccount of the sandbox. */
  as(actor: Actor): ObjectReader;
}

/** What a check of a plugin's kind is opened with. @public */
export interface OpenCustomCheckOptions {
  /** Its field `custom` names the kind, with a `spec` that has no problems. */
  check: Check;
  /** Where it is judged. */
  context: CustomCheckContext;
  /** To be called when what `evaluate` says may be different now, objects apart. */
  onChange(): void;
}

/**
 * A kind of check that a plugin of the portal brings, for checks with a field
 * `custom` that names it.
 *
 * @public
 */
export interface CustomCheckKind {
  /** E.g. `example.com/backup`. */
  name: string;
  /** What is wrong with the `spec` of a check, for its author; empty when nothing is. */
  problems(spec: Record<string, unknown>): string[];
  /** Called once for each check of a session. */
  open(options: OpenCustomCheckOptions): CheckEvaluator;
}
