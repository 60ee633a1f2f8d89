import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  KUBERNETES_ANNOTATION,
  KUBERNETES_LABEL_SELECTOR_QUERY_ANNOTATION,
} from '@backstage/plugin-kubernetes-common';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  LESSONS_ANNOTATION,
  type EntityRecommendations,
  type Recommendation,
  type UnitId,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { UserCredentials } from '../access';
import { toUnitSummary, type ProgressByUnit } from '../content';
import type { ProgressService } from '../progress';
import type { ContentService } from '../types';
import type { KubernetesObjects, LiveObjects } from './KubernetesObjects';
import { SIGNALS } from './signals';

/** A unit that fits an entity, before it is looked up in the content. */
type Proposal = Omit<Recommendation, 'unit'> & { unitId: UnitId };

interface RecommendationServiceOptions {
  catalog: CatalogService;
  content: ContentService;
  progress: ProgressService;
  kubernetes: KubernetesObjects;
  /** Unit per rule where it differs from the rule's own. */
  rules: Record<string, UnitId>;
}

/** Which units fit a catalog entity, and why. */
export class RecommendationService {
  readonly #catalog: CatalogService;
  readonly #content: ContentService;
  readonly #progress: ProgressService;
  readonly #kubernetes: KubernetesObjects;
  readonly #rules: Record<string, UnitId>;

  static create(options: RecommendationServiceOptions): RecommendationService {
    return new RecommendationService(options);
  }

  private constructor(options: RecommendationServiceOptions) {
    this.#catalog = options.catalog;
    this.#content = options.content;
    this.#progress = options.progress;
    this.#kubernetes = options.kubernetes;
    this.#rules = options.rules;
  }

  /**
   * What fits an entity that the caller can see: first what its live objects
   * ask for, then what its annotation names. A unit appears once, with the
   * first reason. Units that are not taught are left out.
   *
   * @throws InputError for a malformed ref, NotFoundError for an entity the caller cannot see.
   */
  async recommend(options: {
    entityRef: string;
    credentials: UserCredentials;
  }): Promise<EntityRecommendations> {
    const { credentials } = options;
    const entityRef = normalise(options.entityRef);
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials,
    });
    if (!entity) {
      throw new NotFoundError(`There is no entity ${entityRef}`);
    }
    const progress = await this.#progress.progressOf(
      credentials.principal.userEntityRef,
    );
    const { objects, unavailable } = await this.#live(entity, credentials);
    const signalled = SIGNALS.flatMap(({ rule, unit, find }): Proposal[] => {
      const finding = find(objects);
      const unitId = this.#rules[rule] ?? unit;
      return finding ? [{ ...finding, unitId, source: 'signal', rule }] : [];
    });
    return {
      entityRef,
      recommendations: this.#resolve(
        [...signalled, ...annotated(entity)],
        progress,
      ),
      signalsUnavailable: unavailable,
    };
  }

  /** Entities that run nothing on Kubernetes are not asked for. */
  async #live(
    entity: Entity,
    credentials: UserCredentials,
  ): Promise<LiveObjects> {
    const { annotations = {} } = entity.metadata;
    return annotations[KUBERNETES_ANNOTATION] ||
      annotations[KUBERNETES_LABEL_SELECTOR_QUERY_ANNOTATION]
      ? this.#kubernetes.read({
          entityRef: stringifyEntityRef(entity),
          credentials,
        })
      : { objects: { items: [] } };
  }

  #resolve(proposals: Proposal[], progress: ProgressByUnit): Recommendation[] {
    const first = new Map<UnitId, Proposal>();
    for (const proposal of proposals) {
      if (!first.has(proposal.unitId)) {
        first.set(proposal.unitId, proposal);
      }
    }
    return [...first.values()].flatMap(({ unitId, ...reason }) => {
      const unit = this.#content.unit(unitId);
      return unit ? { ...reason, unit: toUnitSummary(unit, progress) } : [];
    });
  }
}

function annotated(entity: Entity): Proposal[] {
  const value = entity.metadata.annotations?.[LESSONS_ANNOTATION] ?? '';
  const { kind } = entity;
  const name = entity.metadata.title ?? entity.metadata.name;
  return value
    .split(',')
    .map(id => id.trim())
    .filter(Boolean)
    .map(unitId => ({
      unitId,
      source: 'annotation',
      why: {
        en: `The owners of ${kind} ${name} named it in the catalog.`,
        ko: `${kind} ${name}의 담당자가 카탈로그에 지정한 항목입니다.`,
      },
    }));
}

function normalise(ref: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch (error) {
    throw new InputError(`${JSON.stringify(ref)} is no entity ref`, error);
  }
}
