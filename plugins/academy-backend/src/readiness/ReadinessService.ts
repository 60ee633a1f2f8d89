import { NotFoundError } from '@backstage/errors';
import type {
  Content,
  ContentProblem,
  ReadinessPathView,
  ReadinessReport,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ReadinessPath } from '../config';
import type { DatabaseProgressStore } from '../progress';
import type { ContentService } from '../types';
import type { CatalogTeams, Named } from './CatalogTeams';
import { isReady, unitReadiness } from './unitReadiness';

interface ReadinessServiceOptions {
  paths: ReadinessPath[];
  content: ContentService;
  progress: DatabaseProgressStore;
  teams: CatalogTeams;
}

/** Who has completed what a path requires, and until when it counts. */
export class ReadinessService {
  readonly #paths: ReadinessPath[];
  readonly #content: ContentService;
  readonly #progress: DatabaseProgressStore;
  readonly #teams: CatalogTeams;

  static create(options: ReadinessServiceOptions): ReadinessService {
    return new ReadinessService(options);
  }

  private constructor(options: ReadinessServiceOptions) {
    this.#paths = options.paths;
    this.#content = options.content;
    this.#progress = options.progress;
    this.#teams = options.teams;
  }

  /** The configured paths. */
  paths(): ReadinessPathView[] {
    return this.#paths.map(path => this.#view(path));
  }

  /** The groups that a person may look at. */
  async groups(viewer: { userRef: string; all: boolean }): Promise<Named[]> {
    return viewer.all
      ? this.#teams.groups()
      : this.#teams.groupsOf(viewer.userRef);
  }

  /**
   * People by units of a path, for the direct members of a group. Who may not
   * see all sees their own row, if they are a member.
   *
   * @throws NotFoundError for an unknown path or group, InputError for a malformed group ref.
   */
  async report(options: {
    pathId: string;
    groupRef: string;
    viewer: { userRef: string; all: boolean };
    now: Date;
  }): Promise<ReadinessReport> {
    const { pathId, groupRef, viewer, now } = options;
    const path = this.#paths.find(({ id }) => id === pathId);
    if (!path) {
      throw new NotFoundError(`There is no readiness path ${pathId}`);
    }
    const { group, people } = await this.#teams.members(groupRef);
    const visible = people.filter(
      ({ ref }) => viewer.all || ref === viewer.userRef,
    );
    const completions = await this.#progress.completions({
      unitIds: path.units,
      userRefs: visible.map(({ ref }) => ref),
    });
    return {
      path: this.#view(path),
      group,
      all: viewer.all,
      people: visible.map(({ ref, name }) => {
        const units = path.units.map(unitId =>
          unitReadiness({
            unitId,
            completedAt: completions.find(
              done => done.userRef === ref && done.unitId === unitId,
            )?.completedAt,
            validityDays: path.validityDays,
            now,
          }),
        );
        return { userRef: ref, name, units, ready: isReady(units) };
      }),
    };
  }

  /** A unit that is not taught shows its id, since it is required all the same. */
  #view({ id, title, validityDays, units }: ReadinessPath): ReadinessPathView {
    return {
      id,
      title,
      validityDays,
      units: units.map(unitId => ({
        id: unitId,
        title: this.#content.unit(unitId)?.spec.title ?? {
          en: unitId,
          ko: unitId,
        },
      })),
    };
  }
}

/** Names the units of paths that are not taught: nobody can become ready there. */
export function inspectPaths(
  paths: ReadinessPath[],
  content: Content,
): ContentProblem[] {
  return paths.flatMap((path, pathIndex) =>
    path.units.flatMap((unitId, unitIndex) =>
      Object.hasOwn(content.units, unitId)
        ? []
        : {
            file: 'app-config',
            field: `academy.readiness.paths[${pathIndex}].units[${unitIndex}]`,
            message: `there is no unit ${unitId}`,
            expected: 'the id of a unit in the lessons folder',
          },
    ),
  );
}
