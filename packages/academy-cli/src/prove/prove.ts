import { availableParallelism } from 'node:os';
import {
  missingCapabilities,
  unitNeeds,
  type UnitId,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { LabRuntime } from '@kubernetes-academy/lab-engine';
import { Proof } from './Proof';
import { proveLab } from './proveLab';
import { proveScenario } from './proveScenario';
import { countResults, type ProofReport, type ProofResult } from './results';
import { findStaticProblems } from './staticRules';
import { Steps, type StepRecord } from './Steps';
import { selectSubjects, type ExampleChoice, type Subject } from './subjects';

/** Owner of the sandboxes of proofs, where a portal has its own name. */
const INSTANCE = 'prove';

/** How the last line about a lab or scenario says it. */
const WORDS = {
  proven: 'PROVEN',
  failed: 'FAILED',
  flaky: 'FLAKY, proven one time and not the other',
} as const;

/** What is proven, and where. @public */
export interface ProveOptions {
  /** The lessons folder. */
  root: string;
  /** Unit ids or the beginning of some; all labs and challenges when empty. */
  units: UnitId[];
  /** Whether examples belong to all. Default `without`. */
  examples?: ExampleChoice;
  /** Prove each a second time, in a fresh sandbox and with other seeds. Default: false. */
  twice?: boolean;
  /** Proofs side by side. Default: one per core, no more than the cluster has sandboxes. */
  jobs?: number;
  /** The lab engine; it is not closed. */
  runtime: LabRuntime;
  /** Name of a training cluster that is ready. */
  cluster: string;
  /** Label value of the sandboxes' owner; default `prove`. */
  instance?: string;
  /** Called with lines of progress as they come, line ends included. */
  print: (text: string) => void;
  /** Ends the proofs early; their sandboxes are removed first. */
  signal: AbortSignal;
}

/** One proof of one subject. */
interface Run {
  proven: boolean;
  seconds: number;
  steps: StepRecord[];
}

/**
 * Proves labs and scenarios on a real cluster.
 *
 * @throws NotFoundError if a unit is asked for that does not exist
 * @public
 */
export async function prove(options: ProveOptions): Promise<ProofReport> {
  const { root, units, examples = 'without', print, signal } = options;
  const problems = await findStaticProblems(root);
  const { subjects, isChosen } = await selectSubjects({
    root,
    units,
    examples,
  });
  const queue = [...subjects.entries()];
  const results: ProofResult[] = [];
  let done = 0;

  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, subject] = next;
      const wrong = problems.get(subject.unit.id) ?? [];
      const result = await proveSubject(subject, wrong, options);
      results[index] = result;
      done += 1;
      const progress = `[${done}/${subjects.length}]`;
      print(`${progress} ${result.name}: ${lastWord(result)}\n`);
    }
  };
  const workers = await Promise.allSettled(
    Array.from({ length: jobsOf(options) }, work),
  );
  signal.throwIfAborted();
  const broken = workers.find(w => w.status === 'rejected');
  if (broken) {
    throw broken.reason;
  }
  // What has nothing to run, or does not even load, is not passed over.
  for (const [id, wrong] of problems) {
    if (isChosen(id) && !subjects.some(({ unit }) => unit.id === id)) {
      results.push(refused(id, wrong, print));
    }
  }
  return { ...countResults(results), results };
}

function refused(
  name: string,
  wrong: string[],
  print: ProveOptions['print'],
): ProofResult {
  wrong.forEach(problem => print(`${name}: static rules: ${problem}\n`));
  const reason = `static rules: ${wrong[0]}`;
  return { name, end: 'failed', reason, seconds: [], steps: [] };
}

function jobsOf({ jobs, runtime, cluster }: ProveOptions): number {
  const room = runtime
    .clusters()
    .find(each => each.name === cluster)?.maxSandboxes;
  return Math.max(1, Math.min(jobs ?? availableParallelism(), room ?? 1));
}

async function proveSubject(
  subject: Subject,
  wrong: string[],
  options: ProveOptions,
): Promise<ProofResult> {
  const { name, unit } = subject;
  const { runtime, cluster, twice = false, print } = options;
  if (wrong.length > 0) {
    return refused(name, wrong, print);
  }
  // Asked for each unit: what a cluster offers may be starting still.
  const offered = runtime.clusters().find(c => c.name === cluster);
  const missing = missingCapabilities(
    unitNeeds(unit.spec),
    offered?.capabilities ?? [],
  );
  if (missing.length > 0) {
    const reason = `the cluster lacks ${missing.join(', ')}`;
    return { name, end: 'notProven', reason, seconds: [], steps: [] };
  }
  const runs = [await proveOnce(subject, 1, options)];
  if (twice) {
    runs.push(await proveOnce(subject, 2, options));
  }
  const steps = runs.flatMap(run => run.steps);
  const failed = steps.find(step => step.error !== undefined);
  return {
    name,
    end: endOf(runs),
    ...(failed && { reason: `${failed.name}: ${failed.error}` }),
    seconds: runs.map(run => run.seconds),
    steps,
  };
}

function lastWord({ end, reason, seconds }: ProofResult): string {
  if (end === 'notProven') {
    return `not proven, ${reason}`;
  }
  const times = seconds.map(each => `${each.toFixed(1)} s`).join(' and ');
  return times ? `${WORDS[end]} (${times})` : WORDS[end];
}

function endOf(runs: Run[]): keyof typeof WORDS {
  if (runs.every(run => run.proven)) {
    return 'proven';
  }
  return runs.some(run => run.proven) ? 'flaky' : 'failed';
}

async function proveOnce(
  { name, unit, scenario }: Subject,
  time: number,
  options: ProveOptions,
): Promise<Run> {
  const { runtime, cluster, instance = INSTANCE, print, signal } = options;
  const begun = performance.now();
  const subject = time > 1 ? `${name} (again)` : name;
  const steps = Steps.create({ subject, print, signal });
  const seed = `${name} ${time}`;
  let proven = true;
  try {
    await Proof.inSandbox(
      { runtime, cluster, instance, unit, scenario, seed, steps, signal },
      proof => (scenario ? proveScenario(proof, scenario) : proveLab(proof)),
    );
  } catch {
    // The step that failed has printed why.
    signal.throwIfAborted();
    proven = false;
  }
  const seconds = (performance.now() - begun) / 1000;
  return { proven, seconds, steps: steps.records };
}
