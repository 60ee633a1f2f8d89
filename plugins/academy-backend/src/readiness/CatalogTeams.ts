import type { AuthService } from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  RELATION_MEMBER_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** An entity and the name people know it by. */
export interface Named {
  ref: string;
  name: string;
}

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.profile.displayName',
];

/**
 * Teams and their direct members. Read with the plugin's own identity: who
 * may see whom is decided by the Academy's permission, not by the catalog's.
 */
export class CatalogTeams {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
  }): CatalogTeams {
    return new CatalogTeams(options.catalog, options.auth);
  }

  private constructor(catalog: CatalogService, auth: AuthService) {
    this.#catalog = catalog;
    this.#auth = auth;
  }

  /** Every group of the catalog, by name. */
  async groups(): Promise<Named[]> {
    return this.#find({ kind: 'Group' });
  }

  /** The groups that the person is a direct member of, by name. */
  async groupsOf(userRef: string): Promise<Named[]> {
    const user = await this.#catalog.getEntityByRef(userRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    const refs = (user?.relations ?? [])
      .filter(({ type }) => type === RELATION_MEMBER_OF)
      .map(({ targetRef }) => targetRef);
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: refs, fields: FIELDS },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return byName(items.flatMap(entity => (entity ? [toNamed(entity)] : [])));
  }

  /**
   * The group and its direct members, by name.
   *
   * @throws InputError for a malformed ref, NotFoundError for one that is no group.
   */
  async members(ref: string): Promise<{ group: string; people: Named[] }> {
    const group = groupRef(ref);
    const entity = await this.#catalog.getEntityByRef(group, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    if (!entity) {
      throw new NotFoundError(`There is no group ${group}`);
    }
    return {
      group,
      people: await this.#find({
        kind: 'User',
        [`relations.${RELATION_MEMBER_OF}`]: group,
      }),
    };
  }

  async #find(filter: Record<string, string>): Promise<Named[]> {
    const { items } = await this.#catalog.getEntities(
      { filter, fields: FIELDS },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return byName(items.map(toNamed));
  }
}

function groupRef(ref: string): string {
  let parsed;
  try {
    parsed = parseEntityRef(ref, { defaultKind: 'Group' });
  } catch (error) {
    throw new InputError(`${JSON.stringify(ref)} is no entity ref`, error);
  }
  if (parsed.kind.toLocaleLowerCase('en-US') !== 'group') {
    throw new NotFoundError(`There is no group ${ref}`);
  }
  return stringifyEntityRef(parsed);
}

function toNamed(entity: Entity): Named {
  const profile = entity.spec?.profile as { displayName?: string } | undefined;
  return {
    ref: stringifyEntityRef(entity),
    name: profile?.displayName ?? entity.metadata.title ?? entity.metadata.name,
  };
}

function byName(named: Named[]): Named[] {
  return named.sort((a, b) => a.name.localeCompare(b.name));
}
