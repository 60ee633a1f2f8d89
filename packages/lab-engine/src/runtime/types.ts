import type {
  ApplyResult,
  Check,
  IssuedKubeconfig,
  LocalizedText,
  SandboxProfile,
  TrainingClusterStatus,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type {
  CheckSetting,
  CustomCheckKind,
  PinnedObject,
} from '../check/kinds/types';

/** How the backend proves who it is on a training cluster. @public */
export type BackendIdentity =
  | { token: string }
  /** Read again whenever it changes: projected tokens rotate. */
  | { tokenFile: string }
  /** Client certificate and key, PEM files that are read again when they change. */
  | { certificateFile: string; keyFile: string }
  /** A user of a kubeconfig, whatever `@kubernetes/client-node` understands: certificate, exec plugin, token. */
  | { kubeconfig: string; context: string }
  /** The ServiceAccount of the pod the portal runs in. */
  | { inCluster: true };

/** How requests get to the API server. @public */
export type GatewayKind =
  /** To `server`. */
  | 'direct'
  /** Through the portal's Kubernetes backend, for clusters that only it can reach. */
  | 'proxy';

/** Where the runtime says what it does. Never gets a token. @public */
export interface LabLogger {
  /** What is done, step by step. */
  debug(message: string): void;
  /** What an operator should look at. */
  warn(message: string): void;
}

/** What a learner's kubeconfig says about the API server. @public */
export interface KubectlAccess {
  /** `https://host:port` as reached from where learners work. */
  server: string;
  /** Authority of that address, PEM in base64; the learner's system's CAs when absent. */
  caData?: string;
}

/** Where the sandboxes of a training cluster come from. @public */
export type SandboxSupply =
  | {
      mode: 'policy';
      /** Sandboxes that are kept prepared ahead of demand. Default 0. */
      prepared?: number;
    }
  /** Namespaces that exist already; the backend has no rights outside of them. */
  | { mode: 'pool'; namespaces: string[] };

/**
 * Whose watches checks read from: those of each sandbox with its own read-only
 * token, or one watch per kind for all sandboxes of a cluster that is given to
 * training.
 *
 * @public
 */
export type WatchScope = 'sandbox' | 'cluster';

/** One training cluster as configured by the platform team. @public */
export interface TrainingClusterOptions {
  /** Unique in the portal. */
  name: string;
  /** Name for people. */
  title: string;
  /** `https://host:port` of the API server. Needed unless the gateway is `proxy`. */
  server?: string;
  /** Authority of the API server, PEM in base64; the system's CAs when `caFile` is absent too. */
  caData?: string;
  /** PEM file instead of `caData`. */
  caFile?: string;
  /** Where learners' kubectl reaches the API server, if that is not `server`. */
  kubectl?: KubectlAccess;
  /** Who the backend is there. */
  identity: BackendIdentity;
  /** Sandboxes that may exist at once. */
  maxSandboxes: number;
  /** Requests per second the portal allows itself there. Default 200. */
  requestsPerSecond?: number;
  /** Default `direct`. */
  gateway?: GatewayKind;
  /** Corrects what is detected: true adds a capability, false takes it away. */
  capabilities: Record<string, boolean>;
  /** Where sandboxes come from. Default: namespaces are made and deleted. */
  sandboxes?: SandboxSupply;
  /** Whose watches checks read from. Default `sandbox`. */
  watchScope?: WatchScope;
  /** File in which an embedded cluster reports how far its start is (see dev-cluster's `ClusterStatus`). */
  statusFile?: string;
}

/** A sandbox, always with its uid: a namespace of the same name with another uid is not ours. @public */
export interface SandboxRef {
  /** Name of the training cluster. */
  cluster: string;
  /** Name of the namespace. */
  namespace: string;
  /** Uid of the namespace; in a pool, of the claim in it. */
  uid: string;
}

/** The objects of an attempt's sandbox are labelled with these. @public */
export interface SandboxOwner {
  /** Id of this portal; several portals may share a cluster. */
  instance: string;
  /** Id of the attempt in this portal. */
  attemptId: string;
}

/** Which sandbox is made, and for whom. @public */
export interface ProvisionInput {
  /** Name of the training cluster. */
  cluster: string;
  /** Chosen once and stored before the first call, so that a repeated call continues. */
  namespace: string;
  /** Written as labels. */
  owner: SandboxOwner;
  /** Written as annotation `kubernetes-academy.io/expires-at`. */
  expiresAt: Date;
  /** Default `standard`; written as annotation `kubernetes-academy.io/profile`. */
  profile?: SandboxProfile;
  /** Told what is waited for, where that takes longer than a moment. */
  onStep?(text: LocalizedText): void;
}

/** Manifest text with the file name that errors mention. @public */
export interface ManifestFile {
  /** Path in the unit's folder. */
  file: string;
  /** YAML text of any number of documents. */
  content: string;
}

/** A command that is run in a container, as the learner would with `kubectl exec`. @public */
export interface ExecInput {
  /** Labels of the pod; any running one that has them. */
  pod: Record<string, string>;
  /** Default: the pod's first container. */
  container?: string;
  /** Program and arguments; no shell is added. */
  command: string[];
  /** How long to wait for a running pod, and for the command, in milliseconds. */
  timeoutMs: number;
}

/** What a command said and how it ended. @public */
export interface ExecResult {
  /** 0 for success. */
  exitCode: number;
  /** What it printed. */
  stdout: string;
  /** What it complained about. */
  stderr: string;
}

/** What became of an object of a setup. @public */
export type AppliedObject = PinnedObject;

/** An object by what manifests call it, in the namespace of the sandbox. @public */
export type SandboxObjectRef = Pick<
  JournalEntry,
  'apiVersion' | 'kind' | 'name'
>;

/** Undoes one fault: the object before, or null when the fault created it. @public */
export interface JournalEntry {
  /** File of the fault. */
  file: string;
  /** Of the object that is changed. */
  apiVersion: string;
  /** Of the object that is changed. */
  kind: string;
  /** Of the object that is changed. */
  name: string;
  /** The object as the API server returned it before the fault. */
  before: object | null;
}

/** What is watched, and who is told. @public */
export interface CheckSessionOptions extends CheckSetting {
  /** Where the objects are. */
  sandbox: SandboxRef;
  /** Every check that is to be watched; ids are unique. */
  checks: Check[];
  /**
   * Called with changed verdicts only, in order, never concurrently.
   * A rejected promise is retried with the newest verdicts.
   */
  onVerdicts(verdicts: Verdict[]): Promise<void> | void;
  /** Verdicts known from before, so that unchanged ones are not reported again. */
  known?: Verdict[];
}

/** Checks that are evaluated until stopped. @public */
export interface CheckSession {
  /** Latest verdict of each check. */
  current(): Verdict[];
  /** All checks passed at this moment, together. */
  allPassed(): boolean;
  /** Ends the watches; nothing is reported from now on. */
  stop(): Promise<void>;
}

/** What proves that a fault does what it should. @public */
export interface ProveFaultInput extends CheckSetting {
  /** Where the fault was injected. */
  sandbox: SandboxRef;
  /** What the fault causes: all must hold. */
  symptoms: Check[];
  /** What solves the scenario: not all may hold. */
  checks: Check[];
  /** How long symptoms must hold while the checks do not, in milliseconds. */
  windowMs: number;
  /** Give up after this, in milliseconds. */
  timeoutMs: number;
  /** Gives up early. */
  signal?: AbortSignal;
}

/** Thrown with a sentence for the learner; `message` is the English one. @public */
export interface LabErrorShape {
  /** What happened, for programs. */
  code:
    | 'cluster-unavailable'
    | 'fence-missing'
    | 'timeout'
    | 'forbidden'
    | 'conflict'
    | 'fault-not-proven'
    | 'invalid-manifest'
    | 'gone';
  /** What happened and what to do, for the learner. */
  text: LocalizedText;
}

/** What the runtime is busy with, for metrics. @public */
export interface LabStatistics {
  /** Watches that are open, by training cluster. */
  watches: Record<string, number>;
  /** Workers that were ended since the start, because an expression ran away. */
  workerKills: number;
}

/** A sandbox that was found on a cluster. @public */
export interface SandboxInfo extends SandboxRef {
  /** Id of the attempt it was made for. */
  attemptId: string;
  /** When the namespace was made. */
  createdAt: Date;
  /** Its deletion is under way. */
  terminating: boolean;
  /** Since when it is being deleted, and what the namespace says keeps it. */
  deletion?: { since: Date; conditions: { type: string; message: string }[] };
}

/**
 * Everything the Academy does on training clusters. The backend and the
 * author's CLI run the very same implementation, `createLabRuntime`.
 *
 * Every method is idempotent: repeating it after a crash continues where it
 * stopped. Every method that writes compares the namespace's uid first.
 *
 * @public
 */
export interface LabRuntime {
  /** All clusters as they are now; synchronous and cheap. */
  clusters(): TrainingClusterStatus[];
  /** Synchronous and cheap. */
  statistics(): LabStatistics;
  /** Adds a kind of check; checks that name it are `unknown` before. */
  addCheckKind(kind: CustomCheckKind): void;
  /** Called whenever a cluster's status changes; returns the unsubscribe function. */
  onClusterChange(listener: () => void): () => void;

  /**
   * Namespace, guards, identities, until the learner's token is accepted; with
   * the profile `nested` until the nested control plane is usable too.
   */
  provision(input: ProvisionInput, signal?: AbortSignal): Promise<SandboxRef>;
  /** Applies manifests with the in-sandbox identity, under the learner's guards; returns what they made. */
  applySetup(
    sandbox: SandboxRef,
    manifests: ManifestFile[],
  ): Promise<AppliedObject[]>;
  /** Applies faults; the journal is reported entry by entry, each before its write. */
  injectFaults(
    sandbox: SandboxRef,
    manifests: ManifestFile[],
    record: (entry: JournalEntry) => Promise<void>,
  ): Promise<void>;
  /** Undoes faults from the journal, newest first; what is undone already is left alone. */
  rollBack(sandbox: SandboxRef, entries: JournalEntry[]): Promise<void>;
  /** Objects as they are now, without what only the server writes; null where there is none. */
  readObjects(
    sandbox: SandboxRef,
    refs: SandboxObjectRef[],
  ): Promise<(object | null)[]>;
  /** Resolves once all symptoms hold and not all checks do, for the window; throws `fault-not-proven`. */
  proveFault(input: ProveFaultInput): Promise<void>;
  /** Resolves once all checks have passed; throws `timeout`. */
  waitUntilPassed(
    sandbox: SandboxRef,
    checks: Check[],
    options: CheckSetting & { timeoutMs: number; signal?: AbortSignal },
  ): Promise<void>;
  /** Live verdicts from watches with the sandbox's read-only token. */
  openCheckSession(options: CheckSessionOptions): CheckSession;

  /** A kubeconfig bound to a Secret of the sandbox; deleting the sandbox revokes it. */
  issueKubeconfig(sandbox: SandboxRef): Promise<IssuedKubeconfig>;
  /** Applies the learner's YAML with the learner's token and strict field validation. */
  applyAsLearner(
    sandbox: SandboxRef,
    yaml: string,
    options?: { dryRun?: boolean },
  ): Promise<ApplyResult>;
  /** Runs a command in a pod of the sandbox with the learner's token; needs real nodes. */
  execAsLearner(sandbox: SandboxRef, input: ExecInput): Promise<ExecResult>;
  /** Applies YAML inside the nested control plane with the learner's certificate. */
  applyNestedAsLearner(sandbox: SandboxRef, yaml: string): Promise<ApplyResult>;
  /**
   * Deletes everything that does not belong to the guards, and waits until it
   * is gone; a sandbox of the profile `nested` then gets a new control plane.
   */
  wipe(sandbox: SandboxRef, signal?: AbortSignal): Promise<void>;
  /**
   * Revokes identities and deletes the namespace. Does not wait for the
   * deletion, which takes about ten seconds: false means that it is under way;
   * called again it resolves true once the namespace is gone.
   */
  remove(sandbox: SandboxRef): Promise<boolean>;
  /** All sandboxes of this portal instance on a cluster. */
  listSandboxes(cluster: string, instance: string): Promise<SandboxInfo[]>;

  /** Ends all watches and connections; sandboxes stay. */
  close(): Promise<void>;
}
