import type {
  ApplyResult,
  Check,
  IssuedKubeconfig,
  TrainingClusterStatus,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { CelEngine } from '../cel';
import {
  createCheckKinds,
  createCheckSession,
  type CheckSetting,
  type CustomCheckKind,
} from '../check';
import {
  applySetup,
  injectFaults,
  proveFault,
  readObjects,
  rollBack,
  waitUntilPassed,
  type OpenSession,
} from '../fault';
import type { ClusterGateway } from '../gateway';
import { nestedLabError, startControlPlane } from '../nested';
import {
  issueKubeconfig,
  ownedNamespace,
  profileOf,
  SandboxIdentities,
  wipeSandbox,
} from '../sandbox';
import { applyAsLearner } from './applyAsLearner';
import { execAsLearner } from './execAsLearner';
import { LabError, toLabError } from './LabError';
import { connecting, unknownCluster } from './messages';
import { OpenSandbox } from './OpenSandbox';
import { TrainingCluster } from './TrainingCluster';
import type {
  AppliedObject,
  CheckSession,
  CheckSessionOptions,
  ExecInput,
  ExecResult,
  JournalEntry,
  LabLogger,
  LabRuntime,
  LabStatistics,
  ManifestFile,
  ProveFaultInput,
  ProvisionInput,
  SandboxInfo,
  SandboxObjectRef,
  SandboxRef,
} from './types';
import { waitForCluster } from './waitForCluster';

/** Work that comes right after a restart waits for the first contact. */
const CONNECT_WAIT_MS = 10_000;

/** What the runtime is made of; it closes gateway and engine. */
export interface LabRuntimeParts {
  gateway: ClusterGateway;
  engine: CelEngine;
  logger?: LabLogger;
  /** Id of the portal, for sandboxes that are prepared ahead. */
  instance?: string;
}

/** {@link LabRuntime} over a gateway. */
export class DefaultLabRuntime implements LabRuntime {
  readonly #parts: LabRuntimeParts;
  readonly #clusters = new Map<string, TrainingCluster>();
  readonly #sandboxes = new Map<string, OpenSandbox>();
  readonly #listeners = new Set<() => void>();
  readonly #kinds = createCheckKinds();

  private constructor(parts: LabRuntimeParts) {
    this.#parts = parts;
    for (const cluster of parts.gateway.clusters()) {
      this.#clusters.set(
        cluster.options.name,
        TrainingCluster.create({
          cluster,
          logger: parts.logger,
          instance: parts.instance,
          onChange: () => this.#listeners.forEach(listener => listener()),
        }),
      );
    }
  }

  static create(parts: LabRuntimeParts): DefaultLabRuntime {
    return new DefaultLabRuntime(parts);
  }

  clusters(): TrainingClusterStatus[] {
    return [...this.#clusters.values()].map(cluster => cluster.status());
  }

  statistics(): LabStatistics {
    const watches = [...this.#clusters].map(([name, { objects }]) => [
      name,
      objects.size,
    ]);
    return {
      watches: Object.fromEntries(watches),
      workerKills: this.#parts.engine.kills,
    };
  }

  addCheckKind(kind: CustomCheckKind): void {
    this.#kinds.add(kind);
  }

  onClusterChange(listener: () => void): () => void {
    const own = () => listener();
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  async provision(
    input: ProvisionInput,
    signal?: AbortSignal,
  ): Promise<SandboxRef> {
    const supplier = this.#supplier(input.cluster);
    await this.#assertReady(input.cluster, signal);
    const { ref, identities } = await labErrors(
      supplier.provision(input, signal),
    );
    // Sessions of a sandbox that is provisioned again keep their watches.
    if (!this.#sandboxes.has(ref.uid)) this.#keep(ref, identities);
    if (input.profile === 'nested') {
      await this.#startNested(ref, { signal, onStep: input.onStep });
    }
    return ref;
  }

  async applySetup(
    sandbox: SandboxRef,
    manifests: ManifestFile[],
  ): Promise<AppliedObject[]> {
    const { client } = this.#cluster(sandbox.cluster);
    return labErrors(applySetup(client, sandbox, manifests));
  }

  async injectFaults(
    sandbox: SandboxRef,
    manifests: ManifestFile[],
    record: (entry: JournalEntry) => Promise<void>,
  ): Promise<void> {
    const { client } = this.#cluster(sandbox.cluster);
    await labErrors(injectFaults(client, sandbox, manifests, record));
  }

  async rollBack(sandbox: SandboxRef, entries: JournalEntry[]): Promise<void> {
    const { client } = this.#cluster(sandbox.cluster);
    await labErrors(rollBack(client, sandbox, entries));
  }

  async readObjects(
    sandbox: SandboxRef,
    refs: SandboxObjectRef[],
  ): Promise<(object | null)[]> {
    const { client } = this.#cluster(sandbox.cluster);
    return labErrors(readObjects(client, sandbox, refs));
  }

  async proveFault({ sandbox, ...input }: ProveFaultInput): Promise<void> {
    await proveFault(this.#opener(sandbox), input);
  }

  async waitUntilPassed(
    sandbox: SandboxRef,
    checks: Check[],
    options: CheckSetting & { timeoutMs: number; signal?: AbortSignal },
  ): Promise<void> {
    await waitUntilPassed(this.#opener(sandbox), checks, options);
  }

  openCheckSession({ sandbox, ...options }: CheckSessionOptions): CheckSession {
    return this.#opener(sandbox)(options);
  }

  async issueKubeconfig(sandbox: SandboxRef): Promise<IssuedKubeconfig> {
    const cluster = this.#cluster(sandbox.cluster);
    const open = this.#open(sandbox);
    return labErrors(issueKubeconfig(cluster, sandbox, open));
  }

  async applyAsLearner(
    sandbox: SandboxRef,
    yaml: string,
    options: { dryRun?: boolean } = {},
  ): Promise<ApplyResult> {
    const { client } = this.#cluster(sandbox.cluster);
    const { learner } = this.#open(sandbox).identities;
    const { namespace } = sandbox;
    const apply = async () => {
      await ownedNamespace(client, sandbox);
      return applyAsLearner({ ...options, client: learner, namespace, yaml });
    };
    return labErrors(apply());
  }

  async execAsLearner(
    sandbox: SandboxRef,
    input: ExecInput,
  ): Promise<ExecResult> {
    const { client } = this.#cluster(sandbox.cluster);
    const { identities, watches } = this.#open(sandbox);
    const { namespace } = sandbox;
    const run = async () => {
      await ownedNamespace(client, sandbox);
      const { learner } = identities;
      return execAsLearner({
        client: learner,
        namespace,
        pods: watches,
        input,
      });
    };
    return labErrors(run());
  }

  async applyNestedAsLearner(
    sandbox: SandboxRef,
    yaml: string,
  ): Promise<ApplyResult> {
    const { client } = this.#cluster(sandbox.cluster);
    const { nested } = this.#open(sandbox);
    const apply = async () => {
      await ownedNamespace(client, sandbox);
      return applyAsLearner({
        client: nested.client('learner'),
        namespace: 'default',
        anyNamespace: true,
        yaml,
      }).catch(error => {
        throw nestedLabError(error);
      });
    };
    return labErrors(apply());
  }

  async wipe(sandbox: SandboxRef, signal?: AbortSignal): Promise<void> {
    const { client } = this.#cluster(sandbox.cluster);
    await labErrors(wipeSandbox(client, sandbox, signal));
    const namespace = await labErrors(ownedNamespace(client, sandbox, signal));
    if (profileOf(namespace) === 'nested') {
      await this.#startNested(sandbox, { signal });
    }
  }

  async remove(sandbox: SandboxRef): Promise<boolean> {
    const supplier = this.#supplier(sandbox.cluster);
    await this.#sandboxes.get(sandbox.uid)?.close();
    this.#sandboxes.delete(sandbox.uid);
    return labErrors(supplier.remove(sandbox));
  }

  async listSandboxes(
    cluster: string,
    instance: string,
  ): Promise<SandboxInfo[]> {
    return labErrors(this.#supplier(cluster).list(instance));
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    await Promise.all(
      [...this.#clusters.values()].map(cluster => cluster.stop()),
    );
    await Promise.all([...this.#sandboxes.values()].map(open => open.close()));
    await this.#parts.engine.close();
    await this.#parts.gateway.close();
  }

  #cluster(name: string) {
    return this.#training(name).gateway;
  }

  #supplier(name: string) {
    return this.#training(name).supplier;
  }

  #training(name: string): TrainingCluster {
    const cluster = this.#clusters.get(name);
    if (!cluster) {
      throw new LabError('cluster-unavailable', unknownCluster(name));
    }
    return cluster;
  }

  async #assertReady(name: string, signal?: AbortSignal): Promise<void> {
    const timeoutMs = CONNECT_WAIT_MS;
    const status = await waitForCluster(this, name, { timeoutMs, signal });
    if (status?.state !== 'ready') {
      const text = status?.message ?? connecting();
      throw new LabError('cluster-unavailable', text);
    }
  }

  #opener(sandbox: SandboxRef): OpenSession {
    const { engine } = this.#parts;
    const { actors, objects } = this.#open(sandbox);
    const kinds = this.#kinds;
    return options =>
      createCheckSession({
        ...options,
        engine,
        kinds,
        actors,
        source: objects,
      });
  }

  #open(sandbox: SandboxRef): OpenSandbox {
    const known = this.#sandboxes.get(sandbox.uid);
    if (known) return known;
    const { client } = this.#cluster(sandbox.cluster);
    const { namespace } = sandbox;
    return this.#keep(sandbox, SandboxIdentities.create({ client, namespace }));
  }

  #keep(sandbox: SandboxRef, identities: SandboxIdentities): OpenSandbox {
    const { cluster, namespace, uid } = sandbox;
    const watches = this.#clusters
      .get(cluster)
      ?.objects.sandbox(namespace, identities.checker);
    const open = OpenSandbox.create({ namespace, identities, watches });
    this.#sandboxes.set(uid, open);
    return open;
  }

  async #startNested(
    sandbox: SandboxRef,
    options: Pick<ProvisionInput, 'onStep'> & { signal?: AbortSignal },
  ): Promise<void> {
    const { namespace } = sandbox;
    const { identities, nested, watches } = this.#open(sandbox);
    const { backend } = identities;
    const pods = watches;
    await labErrors(
      startControlPlane({ ...options, backend, namespace, nested, pods }),
    );
  }
}

async function labErrors<T>(task: Promise<T>): Promise<T> {
  try {
    return await task;
  } catch (error) {
    throw toLabError(error);
  }
}
