import type {
  Unit,
  UnitId,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { loadContent } from '@kubernetes-academy/content';
import type { LabRuntime } from '@kubernetes-academy/lab-engine';
import { NotFoundError } from '@backstage/errors';
import { Proof } from './Proof';
import { proveLab } from './proveLab';
import { proveScenario } from './proveScenario';
import { Steps } from './Steps';

/** A proof is mostly waiting, so a few can share a machine. */
const PARALLEL_PROOFS = 3;

/** Owner of the sandboxes of proofs, where a portal has its own name. */
const INSTANCE = 'prove';

/** How many labs and scenarios came to which end. @public */
export interface ProofReport {
  /** Did what they must do, with right and wrong solutions. */
  proven: number;
  /** Did not; what and where was printed. */
  failed: number;
  /** The cluster lacks what these need. */
  notProven: number;
}

/** What is proven, and where. @public */
export interface ProveOptions {
  /** The lessons folder. */
  root: string;
  /** Unit ids or the beginning of some; all labs and challenges when empty. */
  units: UnitId[];
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

/** One lab, or one scenario of a challenge. */
interface Subject {
  name: string;
  unit: Unit;
  prove: (proof: Proof) => Promise<void>;
}

/**
 * Proves labs and scenarios on a real cluster.
 *
 * @throws NotFoundError if a unit is asked for that does not exist
 * @public
 */
export async function prove(options: ProveOptions): Promise<ProofReport> {
  const { runtime, cluster, instance = INSTANCE, print, signal } = options;
  const report: ProofReport = { proven: 0, failed: 0, notProven: 0 };
  const capabilities =
    runtime.clusters().find(c => c.name === cluster)?.capabilities ?? [];
  const queue = (await selectUnits(options)).flatMap(subjectsOf);

  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { name, unit } = next;
      const missing = unit.spec.needs.filter(n => !capabilities.includes(n));
      if (missing.length > 0) {
        print(`${name}: not proven, the cluster lacks ${missing.join(', ')}\n`);
        report.notProven += 1;
        continue;
      }
      const steps = Steps.create({ subject: name, print, signal });
      try {
        await Proof.inSandbox(
          { runtime, cluster, instance, unit, steps, signal },
          next.prove,
        );
        report.proven += 1;
      } catch (error) {
        signal.throwIfAborted();
        report.failed += 1;
      }
    }
  };
  const workers = await Promise.allSettled(
    Array.from({ length: PARALLEL_PROOFS }, work),
  );
  signal.throwIfAborted();
  const broken = workers.find(w => w.status === 'rejected');
  if (broken) {
    throw broken.reason;
  }
  return report;
}

async function selectUnits({ root, units }: ProveOptions): Promise<Unit[]> {
  const content = await loadContent({ root });
  const all = Object.values(content.units);
  for (const wanted of units) {
    if (!all.some(unit => matches(unit.id, wanted))) {
      throw new NotFoundError(
        `There is no unit ${wanted} that can be used. Run "validate" to see why a unit does not load.`,
      );
    }
  }
  return units.length === 0
    ? all
    : all.filter(unit => units.some(wanted => matches(unit.id, wanted)));
}

function matches(id: UnitId, wanted: string): boolean {
  return id === wanted || id.startsWith(`${wanted.replace(/\/$/, '')}/`);
}

function subjectsOf(unit: Unit): Subject[] {
  const { spec } = unit;
  if (spec.kind === 'Lab') {
    return [{ name: unit.id, unit, prove: proof => proveLab(proof, spec) }];
  }
  if (spec.kind === 'Challenge') {
    return spec.scenarios.map(scenario => ({
      name: `${unit.id}#${scenario.id}`,
      unit,
      prove: proof => proveScenario(proof, scenario),
    }));
  }
  return [];
}
