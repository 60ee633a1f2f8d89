import type { Agent } from 'undici';
import { createAgent, type ConnectionOptions } from './createAgent';
import type { ClientCertificate } from './credentials';

/**
 * The connections to one cluster, kept apart by TLS identity: one pool without
 * a client certificate, and one for the certificate that is used now.
 */
export class ConnectionPools {
  readonly #options: ConnectionOptions;
  readonly #anonymous: Agent;
  #certified: { client: ClientCertificate; agent: Agent } | undefined;
  /** Pools of replaced certificates: their open watches end by themselves. */
  readonly #retired = new Set<Agent>();

  private constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#anonymous = createAgent(options);
  }

  static create(options: ConnectionOptions): ConnectionPools {
    return new ConnectionPools(options);
  }

  /** The pool for an identity; a certificate that is not the last one gets new connections. */
  agent(client: ClientCertificate | undefined): Agent {
    if (!client) return this.#anonymous;
    const current = this.#certified;
    if (current && isSame(current.client, client)) return current.agent;
    const agent = createAgent(this.#options, client);
    this.#certified = { client, agent };
    if (current) this.#retire(current.agent);
    return agent;
  }

  async close(): Promise<void> {
    const agents = [this.#anonymous, ...this.#retired];
    if (this.#certified) agents.push(this.#certified.agent);
    await Promise.all(agents.map(agent => agent.destroy()));
  }

  #retire(agent: Agent): void {
    this.#retired.add(agent);
    agent.close(() => this.#retired.delete(agent));
  }
}

function isSame(one: ClientCertificate, other: ClientCertificate): boolean {
  return one.certificate === other.certificate && one.key === other.key;
}
