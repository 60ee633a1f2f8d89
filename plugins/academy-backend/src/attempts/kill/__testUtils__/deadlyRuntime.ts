import type { LabRuntime } from '@kubernetes-academy/backstage-plugin-academy-node';
import type { Knex } from 'knex';
import { CLUSTER_STEPS, type Point, type Step } from './points';

/** Told at each point; may not return. */
export type Reach = (point: Point) => void;

async function within<T>(
  reach: Reach,
  step: Step,
  action: () => Promise<T> | T,
): Promise<T> {
  reach(`${step}:before`);
  const result = await action();
  reach(`${step}:after`);
  return result;
}

/** A runtime that tells how far it is, and does what the real one does. */
export function deadlyRuntime(runtime: LabRuntime, reach: Reach): LabRuntime {
  const asynchronous = (name: Step) => name !== 'openCheckSession';
  const own: Partial<LabRuntime> = {
    injectFaults: (sandbox, manifests, record) =>
      within(reach, 'injectFaults', () =>
        runtime.injectFaults(sandbox, manifests, entry =>
          within(reach, 'record', () => record(entry)),
        ),
      ),
    openCheckSession: options => {
      reach('openCheckSession:before');
      const session = runtime.openCheckSession({
        ...options,
        onVerdicts: verdicts =>
          within(reach, 'verdicts', () => options.onVerdicts(verdicts)),
      });
      reach('openCheckSession:after');
      return session;
    },
  };
  const steps = Object.fromEntries(
    CLUSTER_STEPS.filter(asynchronous).map(name => [
      name,
      (...args: unknown[]) =>
        within(reach, name, () => (runtime as any)[name](...args)),
    ]),
  );
  return new Proxy(runtime, {
    get: (target: any, name: string) =>
      (own as any)[name] ?? steps[name] ?? target[name]?.bind(target),
  });
}

/** Tells about every transaction of a connection. */
export function deadlyTransactions(knex: Knex, reach: Reach): void {
  const transaction = knex.transaction.bind(knex) as any;
  Object.defineProperty(knex, 'transaction', {
    value: async (run: any, ...rest: unknown[]) => {
      const result = await transaction(async (trx: Knex.Transaction) => {
        const done = await run(trx);
        reach('commit:before');
        return done;
      }, ...rest);
      reach('commit:after');
      return result;
    },
  });
}
