import type {
  ApplyResult,
  TrainingClusterStatus,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type {
  AppliedObject,
  CheckSessionOptions,
  JournalEntry,
  LabRuntime,
  ManifestFile,
  ProvisionInput,
  SandboxInfo,
  SandboxObjectRef,
  SandboxRef,
} from '@kubernetes-academy/backstage-plugin-academy-node';

type Method = Exclude<
  keyof LabRuntime,
  'clusters' | 'onClusterChange' | 'addCheckKind' | 'statistics'
>;

/** An error with the shape of the lab engine's own. */
export function labError(code: string, en: string): Error {
  return Object.assign(new Error(en), {
    code,
    text: { en, ko: `${en} (ko)` },
  });
}

/**
 * A training cluster in memory, for tests of states and routes: it remembers
 * what was asked, in order, and fails or waits where the test says so.
 */
export class FakeLabRuntime implements LabRuntime {
  readonly calls: string[] = [];
  readonly sessions: CheckSessionOptions[] = [];
  readonly provisioned: ProvisionInput[] = [];
  sandboxes: SandboxInfo[] = [];
  journal: JournalEntry[] = [
    {
      file: 'faults/image.yaml',
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'web',
      before: { kind: 'Deployment' },
    },
  ];
  /** The namespace that sandboxes get, if it is not the one asked for. */
  given?: string;
  /** What setups report. */
  applied: AppliedObject[] = [];
  /** What there is on the cluster, by name. */
  objects: Record<string, object> = {};
  status: TrainingClusterStatus[] = [
    {
      name: 'dev',
      title: 'Dev',
      state: 'ready',
      capabilities: ['metrics-server', 'nested-control-plane'],
      maxSandboxes: 100,
    },
  ];
  readonly #failures = new Map<Method, Error[]>();
  readonly #gates = new Map<Method, Promise<void>>();

  /** The next calls of a method fail, one after the other. */
  fail(method: Method, ...errors: Error[]): void {
    this.#failures.set(method, errors);
  }

  /** Calls of a method wait from now on. @returns lets them go */
  hold(method: Method): () => void {
    let release = () => {};
    this.#gates.set(method, new Promise(resolve => (release = resolve)));
    return () => {
      this.#gates.delete(method);
      release();
    };
  }

  /** Reports verdicts to the newest check session. */
  async report(...verdicts: Verdict[]): Promise<void> {
    await this.sessions.at(-1)?.onVerdicts(verdicts);
  }

  clusters() {
    return this.status;
  }

  statistics() {
    return { watches: { dev: this.sessions.length }, workerKills: 0 };
  }

  onClusterChange() {
    return () => {};
  }

  addCheckKind() {
    throw new Error('Checks are not evaluated here');
  }

  async provision(input: ProvisionInput, signal?: AbortSignal) {
    const { cluster, owner } = input;
    const namespace = this.given ?? input.namespace;
    this.provisioned.push(input);
    let sandbox = this.sandboxes.find(each => each.namespace === namespace);
    if (!sandbox) {
      sandbox = {
        cluster,
        namespace,
        uid: `uid-of-${namespace}`,
        attemptId: owner.attemptId,
        createdAt: new Date(),
        terminating: false,
      };
      this.sandboxes.push(sandbox);
    }
    await this.#call('provision', signal);
    return { cluster, namespace, uid: sandbox.uid };
  }

  async applySetup(_: SandboxRef, manifests: ManifestFile[]) {
    await this.#call(`applySetup`, undefined, manifests);
    return this.applied;
  }

  async injectFaults(
    _: SandboxRef,
    manifests: ManifestFile[],
    record: (entry: JournalEntry) => Promise<void>,
  ) {
    for (const entry of this.journal) {
      await record(entry);
    }
    await this.#call('injectFaults', undefined, manifests);
  }

  rollBack() {
    return this.#call('rollBack');
  }

  async readObjects(_: SandboxRef, refs: SandboxObjectRef[]) {
    await this.#call('readObjects');
    return refs.map(({ name }) => this.objects[name] ?? null);
  }

  proveFault(input: { signal?: AbortSignal }) {
    return this.#call('proveFault', input.signal);
  }

  waitUntilPassed(
    _: SandboxRef,
    __: unknown,
    options: { signal?: AbortSignal },
  ) {
    return this.#call('waitUntilPassed', options.signal);
  }

  openCheckSession(options: CheckSessionOptions) {
    this.calls.push('openCheckSession');
    this.sessions.push(options);
    return {
      current: () => [],
      allPassed: () => false,
      stop: async () => {
        this.calls.push('stop');
      },
    };
  }

  async issueKubeconfig(sandbox: SandboxRef) {
    await this.#call('issueKubeconfig');
    const expiresAt = new Date().toISOString();
    return { kubeconfig: `namespace: ${sandbox.namespace}`, expiresAt };
  }

  async applyAsLearner(
    _: SandboxRef,
    __: string,
    options?: { dryRun?: boolean },
  ): Promise<ApplyResult> {
    await this.#call('applyAsLearner');
    const outcome = options?.dryRun ? 'unchanged' : 'created';
    return { documents: [{ line: 1, outcome }] };
  }

  async execAsLearner() {
    await this.#call('execAsLearner');
    return { exitCode: 0, stdout: '', stderr: '' };
  }

  async applyNestedAsLearner(): Promise<ApplyResult> {
    await this.#call('applyNestedAsLearner');
    return { documents: [{ line: 1, outcome: 'created' }] };
  }

  wipe(_: SandboxRef, signal?: AbortSignal) {
    return this.#call('wipe', signal);
  }

  async remove(sandbox: SandboxRef) {
    await this.#call('remove');
    this.sandboxes = this.sandboxes.filter(({ uid }) => uid !== sandbox.uid);
    return true;
  }

  async listSandboxes(cluster: string) {
    await this.#call('listSandboxes');
    return this.sandboxes.filter(each => each.cluster === cluster);
  }

  close() {
    return this.#call('close');
  }

  async #call(
    method: Method,
    signal?: AbortSignal,
    manifests: ManifestFile[] = [],
  ): Promise<void> {
    this.calls.push([method, ...manifests.map(each => each.file)].join(' '));
    const gate = this.#gates.get(method);
    if (gate) {
      const aborted = new Promise<never>((_, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason)),
      );
      await Promise.race([gate, aborted]);
    }
    const error = this.#failures.get(method)?.shift();
    if (error) {
      throw error;
    }
  }
}
