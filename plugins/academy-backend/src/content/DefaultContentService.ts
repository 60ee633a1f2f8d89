import type {
  LifecycleService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type {
  Content,
  ContentHealth,
  ContentProblem,
  Unit,
  UnitId,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { loadContent, watchContent } from '@kubernetes-academy/content';
import type { ContentService } from '../types';
import { describeProblem } from './describeProblem';

/** Finds what is wrong with content from outside the lessons folder, e.g. a readiness path. */
export type ContentInspector = (content: Content) => ContentProblem[];

/** Serves the lessons folder, and keeps serving what is right in it when something is wrong. */
export class DefaultContentService implements ContentService {
  readonly #logger: LoggerService;
  readonly #inspectors: ContentInspector[];
  #content: Content;
  #health: ContentHealth;

  /** Loads the folder, and again after every change when it is watched. */
  static async create(options: {
    root: string;
    watch: boolean;
    examples: boolean;
    inspectors: ContentInspector[];
    logger: LoggerService;
    lifecycle: LifecycleService;
  }): Promise<DefaultContentService> {
    const { root, watch, examples, inspectors, logger, lifecycle } = options;
    const content = await loadContent({ root, examples });
    const service = new DefaultContentService(content, inspectors, logger);
    if (watch) {
      const watcher = await watchContent({
        root,
        examples,
        onContent: changed => service.#serve(changed),
        onError: error =>
          logger.error(`The lessons folder ${root} cannot be watched`, error),
      });
      lifecycle.addShutdownHook(() => watcher.close());
    }
    return service;
  }

  private constructor(
    content: Content,
    inspectors: ContentInspector[],
    logger: LoggerService,
  ) {
    this.#logger = logger;
    this.#inspectors = inspectors;
    this.#content = content;
    this.#health = this.#inspect(content);
    this.#report();
  }

  get(): Content {
    return this.#content;
  }

  unit(id: UnitId): Unit | undefined {
    // Ids come from requests: `constructor` is no unit.
    return Object.hasOwn(this.#content.units, id)
      ? this.#content.units[id]
      : undefined;
  }

  /** What is wrong now. */
  health(): ContentHealth {
    return this.#health;
  }

  #serve(content: Content): void {
    if (fingerprint(content) === fingerprint(this.#content)) {
      return;
    }
    this.#content = content;
    this.#health = this.#inspect(content);
    this.#report();
  }

  #inspect(content: Content): ContentHealth {
    return {
      units: Object.keys(content.units).length,
      loadedAt: new Date().toISOString(),
      problems: [
        ...content.problems,
        ...this.#inspectors.flatMap(inspect => inspect(content)),
      ],
    };
  }

  #report(): void {
    const { units, problems } = this.#health;
    this.#logger.info(`Serving ${units} units, ${problems.length} problems`);
    problems.forEach(problem => this.#logger.warn(describeProblem(problem)));
  }
}

/** Equal for the same content, so that a watch that saw nothing new changes and logs nothing. */
function fingerprint({ courses, units, problems }: Content): string {
  const hashes = Object.values(units).map(unit => [
    unit.id,
    unit.hash,
    unit.diagrams,
  ]);
  return JSON.stringify([courses, hashes, problems]);
}
