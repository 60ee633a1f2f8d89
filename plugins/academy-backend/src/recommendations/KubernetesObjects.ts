import type {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type {
  KubernetesFetchError,
  ObjectsByEntityResponse,
} from '@backstage/plugin-kubernetes-common';
import { isError, ResponseError } from '@backstage/errors';
import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { UserCredentials } from '../access';
import { WORKLOAD_RESOURCES } from './signals';

/** Backstage's Kubernetes backend asks every cluster; one that hangs must not hold a page up. */
const TIMEOUT_MS = 15_000;

/** Live objects of an entity, and a sentence for the reader when not all of them could be read. */
export interface LiveObjects {
  objects: ObjectsByEntityResponse;
  unavailable?: LocalizedText;
}

interface KubernetesObjectsOptions {
  auth: AuthService;
  discovery: DiscoveryService;
  logger: LoggerService;
  /** Default: {@link TIMEOUT_MS}. */
  timeoutMs?: number;
}

/** Reads live objects through Backstage's Kubernetes backend, with the permission of who looks. */
export class KubernetesObjects {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;
  readonly #logger: LoggerService;
  readonly #timeoutMs: number;

  static create(options: KubernetesObjectsOptions): KubernetesObjects {
    return new KubernetesObjects(options);
  }

  private constructor(options: KubernetesObjectsOptions) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
    this.#logger = options.logger;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  }

  /** Never throws for a backend that is absent, refuses or hangs: the sentence says so. */
  async read(options: {
    entityRef: string;
    credentials: UserCredentials;
  }): Promise<LiveObjects> {
    try {
      const objects = await this.#query(options);
      return { objects, unavailable: describeUnread(objects) };
    } catch (error) {
      this.#logger.info(
        `No live objects of ${options.entityRef}`,
        error as Error,
      );
      return { objects: { items: [] }, unavailable: describeFailure(error) };
    }
  }

  async #query(options: {
    entityRef: string;
    credentials: UserCredentials;
  }): Promise<ObjectsByEntityResponse> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: options.credentials,
      targetPluginId: 'kubernetes',
    });
    const baseUrl = await this.#discovery.getBaseUrl('kubernetes');
    const response = await fetch(`${baseUrl}/resources/workloads/query`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ auth: {}, entityRef: options.entityRef }),
      signal: AbortSignal.timeout(this.#timeoutMs),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return (await response.json()) as ObjectsByEntityResponse;
  }
}

/** Clusters that answered in part, as far as workloads are concerned. */
function describeUnread(
  objects: ObjectsByEntityResponse,
): LocalizedText | undefined {
  const clusters = objects.items
    .filter(({ errors }) => errors.some(hidesWorkloads))
    .map(({ cluster }) => cluster.name)
    .join(', ');
  return clusters
    ? {
        en: `Live objects on ${clusters} could not all be read, so lessons may be missing here.`,
        ko: `클러스터 ${clusters}의 객체를 모두 읽지 못해 일부 레슨이 빠졌을 수 있습니다.`,
      }
    : undefined;
}

function hidesWorkloads(error: KubernetesFetchError): boolean {
  const path = 'resourcePath' in error ? error.resourcePath : undefined;
  // Clusters without a metrics server answer so for what is also called "pods".
  if (path?.startsWith('/apis/metrics.k8s.io/')) return false;
  return !path || WORKLOAD_RESOURCES.includes(path.split('/').at(-1)!);
}

function describeFailure(error: unknown): LocalizedText {
  if (error instanceof ResponseError && error.statusCode === 404) {
    return {
      en: 'This portal has no Kubernetes plugin, so live objects are not looked at.',
      ko: '이 포털에는 Kubernetes 플러그인이 없어 실제 객체를 확인하지 않습니다.',
    };
  }
  if (error instanceof ResponseError && error.statusCode === 403) {
    return {
      en: 'You may not read the live objects of this component. Ask your platform team for access.',
      ko: '이 컴포넌트의 실제 객체를 읽을 권한이 없습니다. 플랫폼 팀에 권한을 요청하세요.',
    };
  }
  if (isError(error) && error.name === 'TimeoutError') {
    return {
      en: 'The clusters did not answer in time. Reload the page to try again.',
      ko: '클러스터가 제때 응답하지 않았습니다. 페이지를 새로 고쳐 다시 시도하세요.',
    };
  }
  return {
    en: 'Live objects could not be read. Reload the page to try again.',
    ko: '실제 객체를 읽지 못했습니다. 페이지를 새로 고쳐 다시 시도하세요.',
  };
}
