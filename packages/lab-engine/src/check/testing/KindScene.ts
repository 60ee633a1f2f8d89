import type {
  Check,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { createCelEngine, type CelEngine } from '../../cel';
import {
  createGateway,
  type ClusterClient,
  type ClusterGateway,
} from '../../gateway';
import { OpenSandbox } from '../../runtime/OpenSandbox';
import { SandboxIdentities, type SandboxObject } from '../../sandbox';
import { eventually } from '../../testing/eventually';
import { TcpProxy } from '../../testing/TcpProxy';
import { TestCluster } from '../../testing/testCluster';
import { createCheckSession } from '../createCheckSession';
import { CheckKindRegistry } from '../kinds/CheckKindRegistry';
import type { CheckKind, CheckSetting } from '../kinds/types';
import { liveCheck, type LiveCheck } from './liveCheck';
import { text } from './objects';

/** A real sandbox for the tests of one kind of check, behind a line that can break. */
export class KindScene {
  /** Acts as an administrator of the cluster. */
  readonly admin: ClusterClient;
  readonly namespace: string;
  /** Between the sandbox's clients and the API server. */
  readonly proxy: TcpProxy;
  readonly open: OpenSandbox;
  readonly #test: TestCluster;
  readonly #gateway: ClusterGateway;
  readonly #kind: CheckKind;
  readonly #engine: CelEngine = createCelEngine();
  readonly #live: LiveCheck[] = [];

  private constructor(options: {
    admin: ClusterClient;
    namespace: string;
    proxy: TcpProxy;
    test: TestCluster;
    kind: CheckKind;
  }) {
    const { admin, namespace, proxy, test, kind } = options;
    this.admin = admin;
    this.namespace = namespace;
    this.proxy = proxy;
    this.#test = test;
    this.#kind = kind;
    this.#gateway = createGateway({
      clusters: [{ ...test.options, server: proxy.server }],
    });
    const [{ client }] = this.#gateway.clusters();
    const identities = SandboxIdentities.create({ client, namespace });
    this.open = OpenSandbox.create({ namespace, identities });
  }

  static async create(
    kind: CheckKind,
    test = TestCluster.create(),
  ): Promise<KindScene> {
    const [{ ref }, admin, proxy] = await Promise.all([
      test.newSandbox(),
      test.admin(),
      TcpProxy.create({
        target: test.port,
        host: new URL(test.options.server).hostname,
      }),
    ]);
    const { namespace } = ref;
    return new KindScene({ admin, namespace, proxy, test, kind });
  }

  /** Writes an object of the sandbox as administrator. */
  async apply(object: SandboxObject): Promise<void> {
    await this.admin.apply(object, { namespace: this.namespace });
  }

  async delete(apiVersion: string, kind: string, name: string): Promise<void> {
    const { namespace } = this;
    await this.admin.delete({ apiVersion, kind, namespace, name });
  }

  /** The backend has lost a right, and the API server has noticed. */
  async untilForbidden(resource: string, subresource: string): Promise<void> {
    const { namespace } = this;
    const { backend } = this.open.identities;
    const review = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
    };
    const path = await backend.path(review);
    const attributes = { namespace, verb: 'create', resource, subresource };
    const spec = { resourceAttributes: attributes };
    await eventually(async () => {
      const { body } = await backend.request<{ status: { allowed: boolean } }>({
        method: 'POST',
        path,
        body: { ...review, spec },
      });
      if (body.status.allowed) throw new Error(`${resource} are allowed still`);
    });
  }

  /** Does something while the sandbox's read-only identity may read nothing. */
  async withoutChecker(task: () => Promise<void>): Promise<void> {
    const { namespace, admin } = this;
    const ref = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      namespace,
      name: 'academy-checker',
    };
    const { metadata, roleRef, subjects } = await admin.get(ref);
    const { name, labels } = metadata;
    const { apiVersion, kind } = ref;
    await admin.delete(ref);
    // Rights are looked at when a watch is opened.
    this.proxy.reset();
    await task();
    await this.apply({
      apiVersion,
      kind,
      metadata: { name, labels },
      roleRef,
      subjects,
    });
  }

  /** @param fields - what makes it a check of the kind */
  watch(fields: Partial<Check>, setting: CheckSetting = {}): LiveCheck {
    const reported: Verdict[] = [];
    const check: Check = {
      id: 'checked',
      title: text('Checked'),
      resources: {},
      assert: [],
      message: text('It does not hold.'),
      ...fields,
    };
    const { actors, objects } = this.open;
    const session = createCheckSession({
      ...setting,
      checks: [check],
      kinds: CheckKindRegistry.create([this.#kind]),
      engine: this.#engine,
      source: objects,
      actors,
      onVerdicts: verdicts => {
        reported.push(...verdicts);
      },
    });
    const live = liveCheck(session, reported);
    this.#live.push(live);
    return live;
  }

  /** Ends the sessions of one test. */
  async stopChecks(): Promise<void> {
    await Promise.all(this.#live.splice(0).map(live => live.stop()));
  }

  async close(): Promise<void> {
    await this.stopChecks();
    await this.open.close();
    await this.#engine.close();
    await this.#gateway.close();
    await this.proxy.cut();
    await this.#test.close();
  }
}
