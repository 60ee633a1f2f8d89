import { isSimulated } from '../../../capability/detectors';
import type { NodeObject } from '../../../capability/sources';
import type { ClusterClient } from '../../../gateway';
import { ClusterError } from '../../../gateway/ClusterError';

const NODE_TIMEOUT_MS = 1_000;

/** Which nodes only play their Pods; each is asked once. */
export class SimulatedNodes {
  readonly #client: ClusterClient;
  readonly #known = new Map<string, 'real' | 'simulated'>();

  /** @param client - that of the backend: nodes are no business of a sandbox */
  static create(client: ClusterClient): SimulatedNodes {
    return new SimulatedNodes(client);
  }

  private constructor(client: ClusterClient) {
    this.#client = client;
  }

  /** Undefined while nobody could tell. */
  kindOf(node: string): 'real' | 'simulated' | undefined {
    return this.#known.get(node);
  }

  /** Never rejects. */
  async learn(nodes: Set<string>): Promise<void> {
    await Promise.all([...nodes].map(node => this.#ask(node)));
  }

  async #ask(name: string): Promise<void> {
    if (this.#known.has(name)) return;
    const ref = { apiVersion: 'v1', kind: 'Node', name };
    try {
      const limit = AbortSignal.timeout(NODE_TIMEOUT_MS);
      const node = (await this.#client.get(ref, limit)) as NodeObject;
      this.#known.set(name, isSimulated(node) ? 'simulated' : 'real');
    } catch (error) {
      // Who may not read nodes has none that are simulated: only the
      // evaluation cluster has those.
      const isAnswer = error instanceof ClusterError && !error.unanswered;
      if (isAnswer) this.#known.set(name, 'real');
    }
  }
}
