import type { Evidence } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { CheckEvaluation } from '../../judge';
import type { KubernetesObject, ObjectSubscription } from '../../types';
import { askingFailed } from '../asking/messages';
import type { CheckEvaluator, CheckKind, OpenCheckOptions } from '../types';
import { probeNotStarted, probesNeedRealNodes, probing } from './messages';
import { ProbePlan } from './ProbePlan';
import { isAsWanted, type ProbeResult } from './probeResult';
import { ProbeRun } from './ProbeRun';
import type { ProbeCheck } from './script';
import { POD, SURROUNDINGS, surroundingsOf } from './surroundings';

/** Tries a connection whenever something has changed that it depends on. */
class ProbeEvaluator implements CheckEvaluator {
  readonly kinds = SURROUNDINGS;
  readonly #options: OpenCheckOptions;
  readonly #probe: ProbeCheck;
  readonly #plan = ProbePlan.create();
  #isRead = false;
  #run: ProbeRun | undefined;
  /** Of the present surroundings. */
  #evaluation: CheckEvaluation | undefined;

  constructor(options: OpenCheckOptions) {
    this.#options = options;
    this.#probe = options.check.probe!;
  }

  get dueAt(): number | undefined {
    if (!this.#isRead) return undefined;
    return this.#run ? this.#run.limitAt : this.#plan.startAt;
  }

  async evaluate(
    objects: Pick<ObjectSubscription, 'read'>,
    now: Date,
  ): Promise<CheckEvaluation | undefined> {
    const surroundings = surroundingsOf(objects);
    this.#isRead = surroundings.state === 'read';
    if (surroundings.state === 'syncing') return undefined;
    if (surroundings.state === 'unknown') {
      // A result is about surroundings: it counts when they are found the same.
      const { reason, message } = surroundings;
      return { outcome: 'unknown', reason, message, evidence: [] };
    }
    if (this.#plan.observe(surroundings.digest, +now)) {
      this.#endRun();
      this.#evaluation = undefined;
    }
    this.#takeResult(surroundings.pods, now);
    const { startAt } = this.#plan;
    if (!this.#run && startAt !== undefined && startAt <= +now) {
      this.#start(now);
    }
    return (
      this.#evaluation ?? {
        outcome: 'notYet',
        message: probing(),
        evidence: [],
      }
    );
  }

  stop(): void {
    this.#endRun();
  }

  #start(now: Date) {
    const { check, context, onChange } = this.#options;
    this.#plan.start(+now);
    this.#run = ProbeRun.start({
      client: context.backend,
      namespace: context.namespace,
      checkId: check.id,
      probe: this.#probe,
      now: +now,
      onChange,
    });
  }

  #endRun() {
    void this.#run?.remove();
    this.#run = undefined;
  }

  #takeResult(pods: KubernetesObject[], now: Date) {
    const progress = this.#run?.progress(pods, +now);
    if (!progress || progress.state === 'running') return;
    this.#endRun();
    if (progress.state === 'ended') {
      this.#plan.succeed();
      this.#evaluation = this.#judge(progress.result, progress.pod, now);
      return;
    }
    this.#plan.fail(+now);
    this.#evaluation = { outcome: 'unknown', evidence: [], ...why(progress) };
  }

  #judge(
    result: ProbeResult,
    pod: KubernetesObject,
    now: Date,
  ): CheckEvaluation {
    const { name, namespace, uid } = pod.metadata;
    const evidence: Evidence = {
      ...POD,
      ...(namespace && { namespace }),
      name,
      ...(uid && { uid }),
      observed: result.words,
      want: wantOf(this.#probe),
      at: now.toISOString(),
    };
    return isAsWanted(result, this.#probe.expect)
      ? { outcome: 'passed', evidence: [evidence] }
      : {
          outcome: 'notYet',
          message: this.#options.check.message!,
          evidence: [evidence],
        };
  }
}

function why(
  progress: Exclude<
    ReturnType<ProbeRun['progress']>,
    { state: 'running' | 'ended' }
  >,
): Pick<CheckEvaluation, 'reason' | 'message'> {
  switch (progress.state) {
    case 'failed':
      return askingFailed(progress.error);
    case 'late':
      return {
        reason: 'timeout',
        message: probeNotStarted(progress.waitsFor),
      };
    default:
      return { reason: 'error', message: probesNeedRealNodes() };
  }
}

function wantOf({ http, dns, expect }: ProbeCheck): string {
  if (expect === 'failure') return 'no answer';
  if (http) return `HTTP status ${http.status}`;
  return dns ? 'resolved' : 'connected';
}

/** A connection that is tried from a Pod of the sandbox. */
export const probeKind: CheckKind = {
  name: 'probe',
  open: options => new ProbeEvaluator(options),
};
