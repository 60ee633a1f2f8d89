import { ResponseError } from '@backstage/errors';
import type {
  ApplyResult,
  AttemptView,
  ContentHealth,
  CourseView,
  Debrief,
  EntityRecommendations,
  IssuedKubeconfig,
  LabsOverview,
  LabSwitch,
  LearnerRecord,
  QuizAnswerResult,
  ReadinessPathView,
  ReadinessReport,
  RevealedHint,
  TrainingClusterStatus,
  UnitProgress,
  UnitView,
} from '../api';
import type { LocalizedText, UnitId } from '../content/types';
import { streamAttempt } from './streamAttempt';
import type {
  AcademyClientOptions,
  StartAttemptOptions,
  StreamAttemptOptions,
} from './types';

/**
 * Talks to the Academy's backend. Every method rejects with a `ResponseError`
 * when the backend answers with an error status.
 *
 * @public
 */
export class AcademyClient {
  readonly #discoveryApi: AcademyClientOptions['discoveryApi'];
  readonly #fetchApi: AcademyClientOptions['fetchApi'];

  constructor(options: AcademyClientOptions) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  /** All courses with their modules, units and the caller's progress. */
  listCourses(): Promise<CourseView[]> {
    return this.#request('/courses');
  }

  /** A unit with its text, quiz, tasks or scenarios. */
  getUnit(unitId: UnitId): Promise<UnitView> {
    return this.#request(`/units/${unitPath(unitId)}`);
  }

  /** Marks a lesson as read. */
  completeUnit(unitId: UnitId): Promise<UnitProgress> {
    return this.#request(`/units/${unitPath(unitId)}/complete`, {
      method: 'POST',
    });
  }

  /** Answers a question; the backend grades it. */
  answerQuestion(
    unitId: UnitId,
    questionId: string,
    optionIds: string[],
  ): Promise<QuizAnswerResult> {
    return this.#request(
      `/units/${unitPath(unitId)}/quiz/${encodeURIComponent(questionId)}`,
      { method: 'POST', body: { optionIds } },
    );
  }

  /** The training clusters and whether labs can run on them. */
  listClusters(): Promise<TrainingClusterStatus[]> {
    return this.#request('/clusters');
  }

  /** The caller's attempts, newest first. */
  listAttempts(
    filter: { unitId?: UnitId; active?: boolean } = {},
  ): Promise<AttemptView[]> {
    return this.#request('/attempts', {
      query: {
        unitId: filter.unitId,
        active: filter.active === undefined ? undefined : `${filter.active}`,
      },
    });
  }

  /** Starts a lab or a scenario of a challenge. */
  startAttempt(options: StartAttemptOptions): Promise<AttemptView> {
    return this.#request('/attempts', { method: 'POST', body: options });
  }

  /** One of the caller's attempts. */
  getAttempt(id: string): Promise<AttemptView> {
    return this.#request(attemptPath(id));
  }

  /**
   * Follows an attempt until it has ended or the signal is aborted, and
   * reconnects by itself.
   */
  streamAttempt(id: string, options: StreamAttemptOptions): Promise<void> {
    const { signal } = options;
    return streamAttempt({
      ...options,
      connect: after =>
        this.#fetch(`${attemptPath(id)}/events`, {
          query: { after: String(after) },
          headers: { Accept: 'text/event-stream' },
          signal,
        }),
      getAttempt: () => this.#request(attemptPath(id), { signal }),
    });
  }

  /** A kubeconfig of the attempt's sandbox. It is shown once and never stored. */
  issueKubeconfig(id: string): Promise<IssuedKubeconfig> {
    return this.#request(`${attemptPath(id)}/kubeconfig`, { method: 'POST' });
  }

  /** Applies YAML with the learner's identity; refusals are in the result. */
  apply(
    id: string,
    input: { yaml: string; dryRun?: boolean },
  ): Promise<ApplyResult> {
    return this.#request(`${attemptPath(id)}/apply`, {
      method: 'POST',
      body: input,
    });
  }

  /** Reveals the next hint of a task or scenario. */
  revealHint(id: string, taskId: string): Promise<RevealedHint> {
    return this.#request(`${attemptPath(id)}/hints`, {
      method: 'POST',
      body: { taskId },
    });
  }

  /** Gives the attempt more time, up to its hard end. */
  extendAttempt(id: string): Promise<AttemptView> {
    return this.#request(`${attemptPath(id)}/extend`, { method: 'POST' });
  }

  /** Answers a check that asks for it; what the answer is worth comes as a verdict. */
  answerCheck(
    id: string,
    checkId: string,
    answer: string,
  ): Promise<{ checkId: string; answer: string }> {
    return this.#request(
      `${attemptPath(id)}/answers/${encodeURIComponent(checkId)}`,
      { method: 'PUT', body: { answer } },
    );
  }

  /** Ends a scenario to see what was wrong. */
  giveUpAttempt(id: string): Promise<AttemptView> {
    return this.#request(`${attemptPath(id)}/give-up`, { method: 'POST' });
  }

  /** The unit with the values that this attempt has. */
  getAttemptUnit(id: string): Promise<UnitView> {
    return this.#request(`${attemptPath(id)}/unit`);
  }

  /** What was wrong in a scenario; refused with 409 while it can still be solved. */
  getDebrief(id: string): Promise<Debrief> {
    return this.#request(`${attemptPath(id)}/debrief`);
  }

  /** Puts the sandbox back to how it was when the attempt started. */
  resetAttempt(id: string): Promise<AttemptView> {
    return this.#request(`${attemptPath(id)}/reset`, { method: 'POST' });
  }

  /** Ends the attempt and removes its sandbox. */
  endAttempt(id: string): Promise<AttemptView> {
    return this.#request(attemptPath(id), { method: 'DELETE' });
  }

  /** The caller's progress and attempts. */
  getRecord(): Promise<LearnerRecord> {
    return this.#request('/record');
  }

  /** The readiness paths of the portal. */
  listReadinessPaths(): Promise<ReadinessPathView[]> {
    return this.#request('/readiness/paths');
  }

  /** The teams whose readiness the caller may choose. */
  listReadinessGroups(): Promise<{ ref: string; name: string }[]> {
    return this.#request('/readiness/groups');
  }

  /** People of a team and their state in each unit of a path. */
  getReadiness(query: {
    path: string;
    group: string;
  }): Promise<ReadinessReport> {
    return this.#request('/readiness', { query });
  }

  /** Units proposed for a catalog entity, and why. */
  getRecommendations(entityRef: string): Promise<EntityRecommendations> {
    return this.#request('/entities/recommendations', { query: { entityRef } });
  }

  /** Problems of the content files. */
  getContentHealth(): Promise<ContentHealth> {
    return this.#request('/admin/content');
  }

  /** Training clusters, attempts and what hinders them. */
  getLabsOverview(): Promise<LabsOverview> {
    return this.#request('/admin/labs');
  }

  /** Lets no further lab start on a training cluster, or on any when none is named. */
  stopLabs(input: {
    cluster?: string;
    reason: LocalizedText;
  }): Promise<LabSwitch> {
    return this.#request('/admin/labs/switches', {
      method: 'PUT',
      body: input,
    });
  }

  /** Takes a switch back: of a training cluster, or the one for all of them. */
  async allowLabs(cluster?: string): Promise<void> {
    await this.#send('/admin/labs/switches', {
      method: 'DELETE',
      query: { cluster },
    });
  }

  async #request<T>(path: string, options: RequestOptions = {}): Promise<T> {
    const response = await this.#send(path, options);
    return response.json();
  }

  async #send(path: string, options: RequestOptions): Promise<Response> {
    const response = await this.#fetch(path, options);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }

  async #fetch(path: string, options: RequestOptions): Promise<Response> {
    const { method = 'GET', query = {}, body, headers, signal } = options;
    const given = Object.entries(query).filter(([, value]) => value);
    const search = new URLSearchParams(given as [string, string][]).toString();
    const baseUrl = await this.#discoveryApi.getBaseUrl('academy');
    return this.#fetchApi.fetch(
      `${baseUrl}${path}${search ? `?${search}` : ''}`,
      {
        method,
        signal,
        headers: {
          ...headers,
          ...(body ? { 'Content-Type': 'application/json' } : {}),
        },
        body: body ? JSON.stringify(body) : undefined,
      },
    );
  }
}

interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Values that are undefined are left out. */
  query?: Record<string, string | undefined>;
  body?: object;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

function attemptPath(id: string): string {
  return `/attempts/${encodeURIComponent(id)}`;
}

function unitPath(unitId: UnitId): string {
  return unitId.split('/').map(encodeURIComponent).join('/');
}
