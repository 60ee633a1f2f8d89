import type { ObjectsByEntityResponse } from '@backstage/plugin-kubernetes-common';
import type {
  LocalizedText,
  Recommendation,
  UnitId,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/** What a rule found: the object that caused it, and the reason to learn about it. */
export interface Finding {
  /** One sentence that names the object. */
  why: LocalizedText;
  object: NonNullable<Recommendation['object']>;
}

/** A rule over the live objects of an entity. It reads; it never calls out. */
export interface Signal {
  /** Id in the API and in `academy.recommendations.rules`. */
  rule: string;
  /** The unit that explains it, unless the config names another. */
  unit: UnitId;
  /** The finding to show, or undefined when nothing is to be said. */
  find(objects: ObjectsByEntityResponse): Finding | undefined;
}
