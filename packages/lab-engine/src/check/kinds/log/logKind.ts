import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import { matchesPattern, patternProblem } from '../../../cel';
import { PROTECTED_LABEL } from '../../../sandbox/names';
import { evidenceOf, evidenceOfBinding } from '../../evidence';
import type { CheckEvaluation } from '../../judge';
import { unfitMessage } from '../../messages';
import type {
  KubernetesObject,
  ObjectKind,
  ObjectSubscription,
} from '../../types';
import { askingFailed, noAnswerYet } from '../asking/messages';
import { hasLabels } from '../reachability/selectors';
import type { CheckEvaluator, CheckKind, OpenCheckOptions } from '../types';
import { unfitCheck } from '../unfitCheck';
import { ContainerLog, LOG_LIMIT_MIB } from './ContainerLog';
import { type ContainerRun, runsOf } from './containers';
import {
  logsNeedRealNodes,
  logTooLong,
  noPodsWithLogs,
  tooManyContainers,
} from './messages';
import { SimulatedNodes } from './SimulatedNodes';

const POD: ObjectKind = { apiVersion: 'v1', kind: 'Pod' };
/** Logs that are read for one check. */
const CONTAINER_LIMIT = 10;
/** How long an evaluation waits for logs to open; it is told when they do later. */
const OPENING_WAIT_MS = 1_000;
/** When it is asked again what sort a node is. */
const NODE_RETRY_MS = 2_000;
const OBSERVED_LIMIT = 120;

type LogCheck = NonNullable<Check['log']>;

/** Looks for a line in the logs of Pods; learns of Pods by their watch. */
class LogEvaluator implements CheckEvaluator {
  readonly kinds = [POD];
  readonly #options: OpenCheckOptions;
  readonly #check: LogCheck;
  readonly #nodes: SimulatedNodes;
  readonly #logs = new Map<string, ContainerLog>();
  /** Found lines by the uid of their Pod: they count as long as it exists. */
  readonly #found = new Map<string, string>();
  #retryAt?: number;
  #stopped = false;

  constructor(options: OpenCheckOptions) {
    this.#options = options;
    this.#check = options.check.log!;
    this.#nodes = SimulatedNodes.create(options.context.backend);
  }

  async evaluate(
    objects: Pick<ObjectSubscription, 'read'>,
    now: Date,
  ): Promise<CheckEvaluation | undefined> {
    const read = objects.read(POD);
    if (read.state === 'unknown') return unknown(read);
    if (read.state === 'syncing') return undefined;
    const pods = read.objects.filter(pod => isMeant(pod, this.#check.pods));
    const runs = pods.flatMap(pod => runsOf(pod, this.#check.container));
    await this.#nodes.learn(new Set(runs.map(({ node }) => node)));
    if (this.#stopped) return undefined;
    const real = runs.filter(({ node }) => this.#nodes.kindOf(node) === 'real');
    this.#follow(real.slice(0, CONTAINER_LIMIT));
    await this.#opened();
    const evaluation = this.#judge(pods, runs, now);
    const isOpen = runs.every(({ node }) => this.#nodes.kindOf(node));
    this.#retryAt = isOpen ? undefined : +now + NODE_RETRY_MS;
    return evaluation;
  }

  get dueAt(): number | undefined {
    return this.#retryAt;
  }

  stop(): void {
    this.#stopped = true;
    this.#logs.forEach(log => log.stop());
    this.#logs.clear();
  }

  /** One reader for each run; none for those that are over and forgotten. */
  #follow(runs: ContainerRun[]) {
    const wanted = new Map(runs.map(run => [keyOf(run), run]));
    for (const [key, log] of this.#logs) {
      if (wanted.has(key)) continue;
      log.stop();
      this.#logs.delete(key);
    }
    for (const [key, run] of wanted) {
      if (!run.running) this.#logs.get(key)?.end();
      if (this.#logs.has(key) || this.#found.has(run.podUid)) continue;
      const { context, onChange } = this.#options;
      const log = ContainerLog.create({
        client: context.checker,
        namespace: context.namespace,
        run,
        isWanted: line => isWanted(this.#check, line),
        onChange: () => {
          if (log.state.state === 'found') {
            this.#found.set(run.podUid, log.state.line);
          }
          onChange();
        },
      });
      this.#logs.set(key, log);
    }
  }

  async #opened(): Promise<void> {
    const opening = [...this.#logs.values()].filter(
      ({ state }) => state.state === 'opening',
    );
    if (opening.length === 0) return;
    let cancel = () => {};
    const late = new Promise<void>(resolve => {
      const { clock } = this.#options.context;
      cancel = clock.schedule(OPENING_WAIT_MS, resolve);
    });
    await Promise.race([Promise.all(opening.map(log => log.opened)), late]);
    cancel();
  }

  #judge(
    pods: KubernetesObject[],
    runs: ContainerRun[],
    now: Date,
  ): CheckEvaluation {
    const uids = new Set(pods.map(({ metadata }) => metadata.uid));
    for (const uid of this.#found.keys()) {
      if (!uids.has(uid)) this.#found.delete(uid);
    }
    const binding = { ...POD, selector: this.#check.pods };
    const bound = { name: 'pods', binding, objects: pods };
    const finder = pods.find(({ metadata }) => this.#found.has(metadata.uid!));
    if (finder) {
      const line = this.#found.get(finder.metadata.uid!)!;
      const observed = line.slice(0, OBSERVED_LIMIT);
      const evidence = evidenceOf([{ ...bound, objects: [finder] }], now, {
        observed,
      });
      return { outcome: 'passed', evidence };
    }
    const problem = this.#problem(runs);
    if (problem) return unknown(problem);
    if (pods.length === 0) {
      const none = evidenceOfBinding(bound, now);
      const message = noPodsWithLogs(none.name);
      return { outcome: 'notYet', message, evidence: [none] };
    }
    const message = this.#options.check.message!;
    return { outcome: 'notYet', message, evidence: evidenceOf([bound], now) };
  }

  /** Why the line may be there and was not seen. */
  #problem(
    runs: ContainerRun[],
  ): Pick<CheckEvaluation, 'reason' | 'message'> | undefined {
    for (const run of runs) {
      const node = this.#nodes.kindOf(run.node);
      if (node === 'simulated') {
        return { reason: 'error', message: logsNeedRealNodes(run.pod) };
      }
      if (node === undefined) return noAnswerYet();
      const log = this.#logs.get(keyOf(run));
      if (!log) {
        const message = tooManyContainers(CONTAINER_LIMIT);
        return { reason: 'limit', message };
      }
      const { state } = log;
      if (state.state === 'opening') return noAnswerYet();
      if (state.state === 'failed') return askingFailed(state.error);
      if (state.state === 'tooLong') {
        const message = logTooLong(run.pod, LOG_LIMIT_MIB);
        return { reason: 'limit', message };
      }
    }
    return undefined;
  }
}

/** Pods of the academy itself, such as those of probes, borrow labels. */
function isMeant({ metadata }: KubernetesObject, labels: LogCheck['pods']) {
  return (
    metadata.labels?.[PROTECTED_LABEL] !== 'true' &&
    hasLabels(labels, metadata.labels)
  );
}

function isWanted({ contains, matches }: LogCheck, line: string): boolean {
  return contains === undefined
    ? matchesPattern(matches!, line)
    : line.includes(contains);
}

function keyOf({ podUid, container, id }: ContainerRun): string {
  return `${podUid}/${container}/${id}`;
}

function unknown({
  reason,
  message,
}: Pick<CheckEvaluation, 'reason' | 'message'>): CheckEvaluation {
  return { outcome: 'unknown', reason, message, evidence: [] };
}

/** A line in the logs of Pods. */
export const logKind: CheckKind = {
  name: 'log',
  open(options) {
    const { matches } = options.check.log!;
    const problem = matches && patternProblem(matches);
    return problem
      ? unfitCheck(unfitMessage(problem))
      : new LogEvaluator(options);
  },
};
