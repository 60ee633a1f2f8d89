import { ClusterError, errorFromNetwork } from '../../../gateway/ClusterError';
import { unreadable } from '../../../watch/messages';
import type { CheckEvaluation } from '../../judge';
import type { ObjectSubscription } from '../../types';
import type { CheckEvaluator, CheckKind, OpenCheckOptions } from '../types';
import { unfitCheck } from '../unfitCheck';
import { isAnswerable, type ReachabilityCheck } from './connections';
import { NETWORK_POLICY, POD } from './evidence';
import { judgeReachability } from './judgeReachability';
import { noPodsMeant } from './messages';
import type { Labels } from './selectors';

const NAMESPACE_TIMEOUT_MS = 2_000;
const RETRY_MS = 5_000;

/** Judged anew with every change of a Pod or a NetworkPolicy. */
class ReachabilityEvaluator implements CheckEvaluator {
  readonly kinds = [POD, NETWORK_POLICY];
  readonly #options: OpenCheckOptions;
  readonly #check: ReachabilityCheck;
  #namespaceLabels?: Labels;
  #retryAt?: number;

  constructor(options: OpenCheckOptions) {
    this.#options = options;
    this.#check = options.check.reachability!;
  }

  get dueAt(): number | undefined {
    return this.#retryAt;
  }

  async evaluate(
    objects: Pick<ObjectSubscription, 'read'>,
    now: Date,
  ): Promise<CheckEvaluation | undefined> {
    const pods = objects.read(POD);
    const policies = objects.read(NETWORK_POLICY);
    if (pods.state === 'unknown') return unknown(pods);
    if (policies.state === 'unknown') return unknown(policies);
    if (pods.state === 'syncing' || policies.state === 'syncing') {
      return undefined;
    }
    const labels = await this.#readNamespace(now);
    if (labels instanceof ClusterError) {
      return unknown(unreadable('Namespace', labels));
    }
    return judgeReachability({
      check: this.#check,
      message: this.#options.check.message!,
      pods: pods.objects,
      policies: policies.objects,
      namespaceLabels: labels,
      now,
    });
  }

  stop(): void {
    // Nothing runs between evaluations.
  }

  /** Once: nobody in a sandbox may change the labels of its namespace. */
  async #readNamespace(now: Date): Promise<Labels | ClusterError> {
    if (this.#namespaceLabels) return this.#namespaceLabels;
    const { checker, namespace } = this.#options.context;
    const limit = AbortSignal.timeout(NAMESPACE_TIMEOUT_MS);
    try {
      const { metadata } = await checker.get(
        { apiVersion: 'v1', kind: 'Namespace', name: namespace },
        limit,
      );
      this.#retryAt = undefined;
      this.#namespaceLabels = metadata.labels ?? {};
      return this.#namespaceLabels;
    } catch (error) {
      this.#retryAt = +now + RETRY_MS;
      return limit.aborted ? tooLate() : errorFromNetwork(error);
    }
  }
}

function tooLate(): ClusterError {
  return new ClusterError({
    status: 0,
    reason: 'Timeout',
    message: `no answer within ${NAMESPACE_TIMEOUT_MS} ms`,
  });
}

function unknown({
  reason,
  message,
}: Pick<CheckEvaluation, 'reason' | 'message'>): CheckEvaluation {
  return { outcome: 'unknown', reason, message, evidence: [] };
}

/** What NetworkPolicies allow, computed from the objects. */
export const reachabilityKind: CheckKind = {
  name: 'reachability',
  open: options =>
    isAnswerable(options.check.reachability!)
      ? new ReachabilityEvaluator(options)
      : unfitCheck(noPodsMeant()),
};
