import type { ClusterClient, ObjectRef } from '../../gateway';
import { TestCluster } from '../../testing/testCluster';
import type { SandboxObject } from '../SandboxObject';
import type { ProvisionedSandbox } from '../types';
import { quotaStatusIsUnknown, untilAllowed } from '../untilAllowed';

/** Who refuses, as it shows in the message. */
export const GUARD = (name: string) =>
  `ValidatingAdmissionPolicy 'academy-guard-${name}'`;
export const POD_SECURITY = 'violates PodSecurity "baseline';
export const RBAC = 'is forbidden: User';
export const ESCALATION =
  'attempting to grant RBAC permissions not currently held';
export const QUOTA = 'exceeded quota: academy-';
/** Nothing was sent: a name could have changed the path. */
export const BAD_NAME = 'cannot be a name';

/** One way out: of the threat model, in words, who refuses it, and the deed. */
export type Attempt = [
  threat: string,
  attempt: string,
  refusal: string | RegExp,
  act: () => Promise<unknown>,
];

/** A learner, and another one whose sandbox is on the same cluster. */
export class EscapeScene {
  readonly test: TestCluster;
  #mine: ProvisionedSandbox | undefined;
  #other: ProvisionedSandbox | undefined;

  private constructor(test: TestCluster) {
    this.test = test;
  }

  static create(): EscapeScene {
    return new EscapeScene(TestCluster.create());
  }

  async open(): Promise<void> {
    [this.#mine, this.#other] = await Promise.all([
      this.test.newSandbox(),
      this.test.newSandbox(),
    ]);
  }

  close(): Promise<void> {
    return this.test.close();
  }

  get mine(): ProvisionedSandbox {
    if (!this.#mine) throw new Error('open() comes first');
    return this.#mine;
  }

  get other(): ProvisionedSandbox {
    if (!this.#other) throw new Error('open() comes first');
    return this.#other;
  }

  /** Who tries to get out. */
  get learner(): ClusterClient {
    return this.mine.identities.learner;
  }

  get namespace(): string {
    return this.mine.ref.namespace;
  }

  /** Where the learner has nothing to do. */
  get elsewhere(): string {
    return this.other.ref.namespace;
  }

  /** An object of the own sandbox, unless another namespace is named. */
  ref(apiVersion: string, kind: string, name: string, namespace?: string) {
    return { apiVersion, kind, name, namespace: namespace ?? this.namespace };
  }

  /** As the learner, without an effect. */
  create(body: SandboxObject, namespace = this.namespace): Promise<unknown> {
    return untilAllowed(
      () => this.learner.create(body, { namespace, dryRun: true }),
      { only: quotaStatusIsUnknown },
    );
  }

  /** As the portal, for something to attack. */
  async given(body: SandboxObject, namespace = this.namespace): Promise<void> {
    await untilAllowed(() => this.test.client.apply(body, { namespace }), {
      only: quotaStatusIsUnknown,
    });
  }

  /** A request to a sub-resource, as the learner. */
  async subresource(
    method: 'GET' | 'POST' | 'PATCH',
    ref: ObjectRef,
    name: string,
    more: { query?: Record<string, string>; body?: object } = {},
  ): Promise<unknown> {
    const path = await this.learner.path(ref, name);
    const contentType =
      method === 'PATCH' ? 'application/merge-patch+json' : undefined;
    return this.learner.request({ ...more, method, path, contentType });
  }
}

/** The words of a refusal; what was not refused is the escape itself. */
export async function refusalOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
  } catch (error) {
    return (error as Error).message;
  }
  return 'it was not refused';
}
