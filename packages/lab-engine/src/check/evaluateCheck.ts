import type {
  Binding,
  Check,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { CelEngine } from '../cel';
import {
  type Bindings,
  bindResources,
  type BoundResource,
} from './bindResources';
import { evidenceOf, evidenceOfBinding } from './evidence';
import { type CheckEvaluation, judge, statementsOf } from './judge';
import type { PinnedObject } from './kinds/types';
import { failureMessage, notFoundMessage, replacedMessage } from './messages';
import type { ObjectSubscription } from './types';

function valueOf({ binding, objects }: BoundResource): unknown {
  return 'name' in binding ? objects[0] ?? null : objects;
}

async function evaluateResources(options: {
  engine: CelEngine;
  check: Check;
  resources: BoundResource[];
  now: Date;
  variables?: Record<string, string>;
}): Promise<CheckEvaluation> {
  const { engine, check, resources, now } = options;
  const statements = statementsOf(check);
  const observing = statements.filter(statement => statement.observe);
  const response = await engine.evaluate({
    variables: {
      ...Object.fromEntries(
        resources.map(resource => [resource.name, valueOf(resource)]),
      ),
      ...options.variables,
    },
    expressions: [
      ...statements.map(statement => statement.expr),
      ...observing.map(statement => statement.observe!),
    ],
  });
  if (response.state === 'failed') {
    return {
      outcome: 'unknown',
      reason: response.reason,
      message: failureMessage(response),
      evidence: evidenceOf(resources, now),
      retry: true,
    };
  }
  const { results } = response;
  const judged = statements.map((statement, index) => ({
    statement,
    result: results[index],
    observed: statement.observe
      ? results[statements.length + observing.indexOf(statement)]
      : undefined,
  }));
  return judge(judged, resources, now);
}

/** As {@link evaluateCheck}, with the names already bound. */
export async function evaluateBindings(options: {
  engine: CelEngine;
  check: Check;
  bindings: Bindings;
  now: Date;
  /** Names beside those of the objects. */
  variables?: Record<string, string>;
}): Promise<CheckEvaluation | undefined> {
  const { engine, check, bindings, now, variables } = options;
  switch (bindings.state) {
    case 'syncing':
      return undefined;
    case 'unknown': {
      const { reason, message } = bindings;
      return { outcome: 'unknown', reason, message, evidence: [] };
    }
    case 'notFound': {
      const { binding, nested } = bindings;
      return {
        outcome: 'notYet',
        message: notFoundMessage(binding.kind, binding.name, nested),
        evidence: [evidenceOfBinding(bindings, now)],
      };
    }
    case 'replaced': {
      const { resource } = bindings;
      const { kind, name } = resource.binding as Binding & { name: string };
      return {
        outcome: 'notYet',
        message: replacedMessage(kind, name),
        evidence: evidenceOf([resource], now),
      };
    }
    default: {
      const { resources } = bindings;
      return evaluateResources({ engine, check, resources, now, variables });
    }
  }
}

/**
 * What a check says now. All assertions must be true and all of `never` false;
 * the first that is not gives the message. What cannot be read is `unknown`.
 *
 * @returns undefined while the objects have not been listed for the first time
 */
export async function evaluateCheck(options: {
  engine: CelEngine;
  check: Check;
  objects: Pick<ObjectSubscription, 'read'>;
  now: Date;
  pins?: PinnedObject[];
}): Promise<CheckEvaluation | undefined> {
  const { engine, check, objects, now, pins } = options;
  const bindings = bindResources(check, objects, pins);
  return evaluateBindings({ engine, check, bindings, now });
}
