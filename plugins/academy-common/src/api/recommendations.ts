import type { LocalizedText } from '../content/types';
import type { UnitSummary } from './units';

/** Why a unit is proposed for an entity. @public */
export interface Recommendation {
  /** The proposed unit. */
  unit: UnitSummary;
  /** Named by the entity's owners in the catalog, or found by a rule in its live objects. */
  source: 'annotation' | 'signal';
  /** Id of the rule, e.g. `container-without-resources`; absent for annotations. */
  rule?: string;
  /** One sentence with the object that caused it. */
  why: LocalizedText;
  /** The object that caused it; absent for annotations. */
  object?: {
    cluster: string;
    apiVersion: string;
    kind: string;
    namespace: string;
    name: string;
    container?: string;
  };
}

/** Units proposed for a catalog entity. @public */
export interface EntityRecommendations {
  /** Full entity ref, e.g. `component:default/shop`. */
  entityRef: string;
  /** Each unit once, those found by rules first. */
  recommendations: Recommendation[];
  /** Set when live objects could not be read; annotations are still listed. */
  signalsUnavailable?: LocalizedText;
}
