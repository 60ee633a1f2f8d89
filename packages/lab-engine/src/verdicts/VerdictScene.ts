import type {
  Check,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { createLabRuntime } from '../runtime/createLabRuntime';
import type {
  CheckSession,
  CheckSessionOptions,
  LabRuntime,
  WatchScope,
} from '../runtime/types';
import type { ProvisionedSandbox, SandboxObject } from '../sandbox';
import type { ApiFront } from '../testing/ApiFront';
import type { OwnCluster } from '../testing/OwnCluster';
import { TcpProxy } from '../testing/TcpProxy';

/** Which cluster, and how it is watched. */
export interface VerdictSceneOptions {
  own: OwnCluster;
  watchScope: WatchScope;
  /** Stands between the line and the API server. */
  front?: ApiFront;
}

/**
 * A sandbox on a real API server, a lab runtime that reaches it over a line
 * that may be cut, and everything that its checks have ever said.
 */
export class VerdictScene {
  /** Between the runtime and the API server. */
  readonly line: TcpProxy;
  /** All verdicts that were reported. */
  readonly verdicts: Verdict[] = [];
  readonly #own: OwnCluster;
  readonly #runtime: LabRuntime;
  readonly #sandbox: ProvisionedSandbox;
  readonly #said = new Map<string, string[]>();
  #session: CheckSession | undefined;

  private constructor(
    options: Pick<VerdictSceneOptions, 'own'> & {
      line: TcpProxy;
      runtime: LabRuntime;
      sandbox: ProvisionedSandbox;
    },
  ) {
    this.#own = options.own;
    this.line = options.line;
    this.#runtime = options.runtime;
    this.#sandbox = options.sandbox;
  }

  static async create(options: VerdictSceneOptions): Promise<VerdictScene> {
    const { own, watchScope, front } = options;
    const { test } = own;
    const target = front ? Number(new URL(front.server).port) : test.port;
    const line = await TcpProxy.create({ target });
    const trust = front ? { caFile: undefined, caData: front.caData } : {};
    const { server } = line;
    const runtime = createLabRuntime({
      clusters: [{ ...test.options, ...trust, watchScope, server }],
    });
    const sandbox = await test.newSandbox();
    return new VerdictScene({ own, line, runtime, sandbox });
  }

  get namespace(): string {
    return this.#sandbox.ref.namespace;
  }

  open(
    checks: Check[],
    options: Pick<CheckSessionOptions, 'known' | 'pins'> = {},
  ): CheckSession {
    this.#session = this.#runtime.openCheckSession({
      sandbox: this.#sandbox.ref,
      checks,
      ...options,
      onVerdicts: verdicts => verdicts.forEach(each => this.#note(each)),
    });
    return this.#session;
  }

  /** What a check has said, from the beginning, each verdict in a few words. */
  said(checkId: string): string[] {
    return this.#said.get(checkId) ?? [];
  }

  /** Writes an object as the learner. @returns its uid */
  async write(object: SandboxObject): Promise<string> {
    const { namespace } = this;
    const { learner } = this.#sandbox.identities;
    const { object: written } = await learner.apply(object, { namespace });
    return written.metadata.uid as string;
  }

  /** Writes a ConfigMap with one value. @returns its uid */
  writeValue(name: string, value: string): Promise<string> {
    const kind = { apiVersion: 'v1', kind: 'ConfigMap' };
    return this.write({ ...kind, metadata: { name }, data: { value } });
  }

  /** As the learner. */
  async remove(kind: string, name: string): Promise<void> {
    const { namespace } = this;
    const { learner } = this.#sandbox.identities;
    await learner.delete({ apiVersion: 'v1', kind, namespace, name });
  }

  /** Says how a Pod is, in place of its node. */
  async setReady(name: string, status: 'True' | 'False'): Promise<void> {
    const { namespace } = this;
    const kubelet = await this.#own.test.admin();
    const pod = { apiVersion: 'v1', kind: 'Pod', namespace, name };
    await kubelet.request({
      method: 'PATCH',
      path: await kubelet.path(pod, 'status'),
      contentType: 'application/merge-patch+json',
      body: { status: { conditions: [{ type: 'Ready', status }] } },
    });
  }

  /** As administrator, in the namespace of the sandbox. */
  kubectl(...args: string[]): Promise<string> {
    return this.#own.kubectl(...args, '--namespace', this.namespace);
  }

  async close(): Promise<void> {
    await this.line.mend();
    await this.#session?.stop();
    await this.#runtime.close();
    await this.line.cut();
  }

  /** One line for whoever reads the output of the suite. */
  summary(): string {
    return [...this.#said]
      .map(([checkId, sequence]) => `${checkId}: ${sequence.join(' > ')}`)
      .join('; ');
  }

  #note(verdict: Verdict): void {
    this.verdicts.push(verdict);
    const before = this.said(verdict.checkId);
    const words = inWords(verdict);
    // The same words again are said of another moment or another object.
    if (before.at(-1) === words) return;
    this.#said.set(verdict.checkId, [...before, words]);
  }
}

function inWords({ outcome, reason, message, holdsUntil }: Verdict): string {
  if (outcome === 'passed') return 'passed';
  if (outcome === 'unknown') return `unknown: ${reason}`;
  return holdsUntil ? 'holds' : `notYet: ${message?.en}`;
}

/** A check over objects, with a word for each statement that does not hold. */
export function checkOf(options: {
  id: string;
  resources: Check['resources'];
  /** Expressions that must hold, by the word for while they do not. */
  assert: Record<string, string>;
  /** Default 0 s. */
  stableFor?: string;
}): Check {
  const { id, resources, assert, stableFor = '0s' } = options;
  const statements = Object.entries(assert);
  return {
    id,
    title: { en: id, ko: id },
    resources,
    assert: statements.map(([word, expr]) => ({
      expr,
      message: { en: word, ko: word },
    })),
    stableFor,
  };
}

/** Holds once a ConfigMap has the value. */
export function valueCheck(name: string, value: string, stableFor?: string) {
  const settings = { apiVersion: 'v1', kind: 'ConfigMap', name };
  return checkOf({
    id: name,
    resources: { settings },
    assert: { wrong: `settings.data.value == "${value}"` },
    stableFor,
  });
}

/** What a check says of an object that it names, while there is none. */
export function notFound(kind: string, name: string): string {
  return `notYet: ${kind} "${name}" was not found in the sandbox.`;
}
