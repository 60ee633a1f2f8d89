import {
  missingCapabilities,
  unitNeeds,
  type UnitId,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { LabRuntime } from '@kubernetes-academy/lab-engine';
import { Proof } from './Proof';
import { Steps } from './Steps';
import { selectSubjects, type ExampleChoice, type Subject } from './subjects';

/** A proof is mostly waiting, so two can share a small machine. */
export const DEFAULT_JOBS = 2;

/** Owner of the sandboxes of proofs, where a portal has its own name. */
const INSTANCE = 'prove';

/** How the last line about a lab or scenario says it. */
const WORDS = {
  proven: 'PROVEN',
  failed: 'FAILED',
  flaky: 'FLAKY, proven one time and not the other',
} as const;

/** How many labs and scenarios came to which end. @public */
export interface ProofReport {
  /** Did what they must do, with right and wrong solutions, each time. */
  proven: number;
  /** Did not; what and where was printed. */
  failed: number;
  /** Did so one time and not the other: the lab or its checks depend on luck. */
  flaky: number;
  /** The cluster lacks what these need. */
  notProven: number;
}

/** What is proven, and where. @public */
export interface ProveOptions {
  /** The lessons folder. */
  root: string;
  /** Unit ids or the beginning of some; all labs and challenges when empty. */
  units: UnitId[];
  /** Whether examples belong to all. Default `without`. */
  examples?: ExampleChoice;
  /** Prove each a second time, in a fresh sandbox. Default: false. */
  twice?: boolean;
  /** Proofs side by side. Default 2. */
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
}

/**
 * Proves labs and scenarios on a real cluster.
 *
 * @throws NotFoundError if a unit is asked for that does not exist
 * @public
 */
export async function prove(options: ProveOptions): Promise<ProofReport> {
  const { root, units, examples = 'without', runtime, signal } = options;
  const { print, twice = false, jobs = DEFAULT_JOBS } = options;
  const report: ProofReport = { proven: 0, failed: 0, flaky: 0, notProven: 0 };
  // Asked for each unit: what a cluster offers may be starting still.
  const capabilities = () =>
    runtime.clusters().find(c => c.name === options.cluster)?.capabilities ??
    [];
  const queue = await selectSubjects({ root, units, examples });

  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { name, unit } = next;
      const missing = missingCapabilities(unitNeeds(unit.spec), capabilities());
      if (missing.length > 0) {
        print(`${name}: not proven, the cluster lacks ${missing.join(', ')}\n`);
        report.notProven += 1;
        continue;
      }
      const runs = [await proveOnce(next, name, options)];
      if (twice) {
        runs.push(await proveOnce(next, `${name} (again)`, options));
      }
      const end = endOf(runs);
      report[end] += 1;
      const seconds = runs.map(run => `${run.seconds.toFixed(1)} s`);
      print(`${name}: ${WORDS[end]} (${seconds.join(' and ')})\n`);
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: jobs }, work));
  signal.throwIfAborted();
  const broken = workers.find(w => w.status === 'rejected');
  if (broken) {
    throw broken.reason;
  }
  return report;
}

function endOf(runs: Run[]): keyof typeof WORDS {
  if (runs.every(run => run.proven)) {
    return 'proven';
  }
  return runs.some(run => run.proven) ? 'flaky' : 'failed';
}

async function proveOnce(
  subject: Subject,
  name: string,
  options: ProveOptions,
): Promise<Run> {
  const { runtime, cluster, instance = INSTANCE, print, signal } = options;
  const begun = performance.now();
  const steps = Steps.create({ subject: name, print, signal });
  let proven = true;
  try {
    await Proof.inSandbox(
      { runtime, cluster, instance, unit: subject.unit, steps, signal },
      subject.prove,
    );
  } catch {
    // The step that failed has printed why.
    signal.throwIfAborted();
    proven = false;
  }
  return { proven, seconds: (performance.now() - begun) / 1000 };
}
