import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  bindResources,
  type BoundResource,
  kindsOf,
  sameResources,
} from '../../bindResources';
import { evaluateBindings } from '../../evaluateCheck';
import type { CheckEvaluation } from '../../judge';
import type { ObjectKind, ObjectSubscription } from '../../types';
import type { CheckContext, CheckEvaluator, CheckKind } from '../types';

const RETRY_MS = 5_000;
const RETRY_LIMIT_MS = 60_000;

interface ResourcesEvaluatorOptions {
  check: Check;
  context: Pick<CheckContext, 'engine' | 'pins'>;
  /** Names beside those of the objects. */
  variables?(): Record<string, string>;
}

interface Remembered {
  resources: BoundResource[];
  variables: Record<string, string>;
  evaluation: CheckEvaluation;
}

/** CEL over objects; evaluated only when the check's own objects changed. */
export class ResourcesEvaluator implements CheckEvaluator {
  readonly kinds: ObjectKind[];
  readonly #options: ResourcesEvaluatorOptions;
  #last?: Remembered;
  #retryMs = RETRY_MS;
  #retryAt?: number;

  static create(options: ResourcesEvaluatorOptions): ResourcesEvaluator {
    return new ResourcesEvaluator(options);
  }

  private constructor(options: ResourcesEvaluatorOptions) {
    this.#options = options;
    this.kinds = kindsOf(options.check);
  }

  get dueAt(): number | undefined {
    return this.#retryAt;
  }

  async evaluate(
    objects: Pick<ObjectSubscription, 'read'>,
    now: Date,
  ): Promise<CheckEvaluation | undefined> {
    const { check, context } = this.#options;
    const { engine, pins } = context;
    const variables = this.#options.variables?.() ?? {};
    const bindings = bindResources(check, objects, pins);
    const resources =
      bindings.state === 'bound' ? bindings.resources : undefined;
    const isDue = this.#retryAt !== undefined && this.#retryAt <= +now;
    if (
      resources &&
      this.#last &&
      sameResources(this.#last.resources, resources) &&
      sameTexts(this.#last.variables, variables) &&
      !isDue
    ) {
      return this.#last.evaluation;
    }
    const evaluation = await evaluateBindings({
      engine,
      check,
      bindings,
      now,
      variables,
    });
    this.#last = resources &&
      evaluation && { resources, variables, evaluation };
    this.#planRetry(evaluation, +now);
    return evaluation;
  }

  stop(): void {
    // Nothing runs between evaluations.
  }

  #planRetry(evaluation: CheckEvaluation | undefined, now: number) {
    if (evaluation?.retry) {
      this.#retryAt = now + this.#retryMs;
      this.#retryMs = Math.min(this.#retryMs * 2, RETRY_LIMIT_MS);
    } else {
      this.#retryAt = undefined;
      this.#retryMs = RETRY_MS;
    }
  }
}

function sameTexts(
  a: Record<string, string>,
  b: Record<string, string>,
): boolean {
  return Object.keys(a).every(name => a[name] === b[name]);
}

/** Statements over watched objects, inside the nested control plane too. */
export const resourcesKind: CheckKind = {
  name: 'resources',
  open: options => ResourcesEvaluator.create(options),
};
