import type { ObjectSource } from '../check/types';
import {
  ClusterClient,
  directRoute,
  RestMapper,
  Transport,
  type CredentialSource,
} from '../gateway';
import type { KeyedCertificate } from '../pki/certificates';
import { createNestedConnector } from './createNestedConnector';
import { API_SERVER, API_SERVER_PORT, type NestedUser } from './names';
import { nestedKubeconfig, type NestedKubeconfig } from './nestedKubeconfig';
import { issueUserCertificate, type PkiFiles } from './nestedPki';
import { readPkiFiles } from './pkiSecret';

/** Sandboxes live for hours. */
const CERTIFICATE_DAYS = 1;

/** How the API server of a sandbox's nested control plane is reached. */
export interface NestedClusterOptions {
  /** Acts as the backend inside of the sandbox. */
  backend: ClusterClient;
  namespace: string;
  /** All pods of the sandbox. */
  pods: ObjectSource;
}

/**
 * Requests to one nested control plane. Nothing is read before something is
 * asked; certificates are made from the authority in the sandbox's Secret and
 * live in memory only.
 */
export class NestedCluster {
  readonly #options: NestedClusterOptions;
  readonly #transports: Transport[] = [];
  readonly #clients = new Map<NestedUser, ClusterClient>();
  #files?: Promise<PkiFiles>;

  private constructor(options: NestedClusterOptions) {
    this.#options = options;
  }

  static create(options: NestedClusterOptions): NestedCluster {
    return new NestedCluster(options);
  }

  client(user: NestedUser): ClusterClient {
    const known = this.#clients.get(user);
    if (known) return known;
    const client = this.#createClient(user);
    this.#clients.set(user, client);
    return client;
  }

  /**
   * The Secret with the certificates, read once: nobody may change it.
   *
   * @throws ClusterError 404 when the sandbox has no nested control plane
   */
  files(): Promise<PkiFiles> {
    if (!this.#files) {
      const { backend, namespace } = this.#options;
      const reading = readPkiFiles(backend, namespace);
      this.#files = reading;
      reading.catch(() => {
        this.#files = undefined;
      });
    }
    return this.#files;
  }

  /** @param ttlSeconds - how long the learner's certificate is good */
  async kubeconfig(ttlSeconds: number): Promise<NestedKubeconfig> {
    return nestedKubeconfig(await this.files(), ttlSeconds);
  }

  async close(): Promise<void> {
    await Promise.all(this.#transports.map(transport => transport.close()));
  }

  #createClient(user: NestedUser): ClusterClient {
    const { backend, namespace, pods } = this.#options;
    const files = () => this.files();
    const identity = certificateOf(user, files);
    const transport = Transport.create({
      route: directRoute(`https://${API_SERVER}:${API_SERVER_PORT}`),
      connector: client =>
        createNestedConnector({ backend, namespace, pods, files, client }),
    });
    this.#transports.push(transport);
    return ClusterClient.create({
      cluster: `${namespace}/nested`,
      transport,
      identity,
      mapper: RestMapper.create({
        request: call => transport.request(call, identity),
      }),
    });
  }
}

/** Made when it is first needed. */
function certificateOf(
  user: NestedUser,
  files: () => Promise<PkiFiles>,
): CredentialSource {
  let certificate: Promise<KeyedCertificate> | undefined;
  const invalidate = () => {
    certificate = undefined;
  };
  return {
    async get() {
      certificate ??= files().then(each =>
        issueUserCertificate(each, user, CERTIFICATE_DAYS),
      );
      certificate.catch(invalidate);
      return { headers: {}, certificate: await certificate };
    },
    invalidate,
  };
}
