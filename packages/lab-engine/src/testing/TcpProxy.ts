import { connect, createServer, type Server, type Socket } from 'node:net';

/** A line to the API server that a test can cut, block and mend. */
export class TcpProxy {
  readonly #target: { host: string; port: number };
  readonly #sockets = new Set<Socket>();
  /** Those of them that lead to the API server. */
  readonly #targets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;
  #stalled = false;
  #accepted = 0;
  #bytesSent = 0;

  private constructor(target: { host: string; port: number }) {
    this.#target = target;
  }

  /** @param options - `target` is a port, on the loopback address unless `host` names another */
  static async create(options: {
    target: number;
    host?: string;
  }): Promise<TcpProxy> {
    const { target: port, host = '127.0.0.1' } = options;
    const proxy = new TcpProxy({ host, port });
    await proxy.mend();
    return proxy;
  }

  get server(): string {
    return `https://127.0.0.1:${this.#port}`;
  }

  /** Connections accepted so far. */
  get accepted(): number {
    return this.#accepted;
  }

  /** Bytes sent to the API server so far. */
  get bytesSent(): number {
    return this.#bytesSent;
  }

  /** Resets every connection; new ones are accepted. */
  reset(): void {
    this.#sockets.forEach(socket => socket.resetAndDestroy());
  }

  /** Resets every connection and refuses new ones. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.reset();
    await new Promise<void>(resolve => {
      if (server) server.close(() => resolve());
      else resolve();
    });
  }

  /** Accepts connections, but no byte passes any more. */
  stall(): void {
    this.#stalled = true;
    this.#sockets.forEach(socket => socket.pause());
  }

  /** Ends every connection at the API server, and does not tell those who wait for it. */
  abandon(): void {
    for (const target of this.#targets) {
      target.removeAllListeners('close');
      target.destroy();
      this.#sockets.delete(target);
    }
    this.#targets.clear();
  }

  /** Undoes {@link TcpProxy.cut} and {@link TcpProxy.stall}. */
  async mend(): Promise<void> {
    this.#stalled = false;
    this.#sockets.forEach(socket => socket.resume());
    if (this.#server) return;
    const server = createServer(socket => this.#forward(socket));
    this.#server = server;
    await new Promise<void>(resolve => {
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address && typeof address === 'object') this.#port = address.port;
  }

  #forward(client: Socket): void {
    this.#accepted += 1;
    const target = connect(this.#target);
    this.#targets.add(target);
    client.on('data', chunk => {
      this.#bytesSent += chunk.length;
    });
    this.#pass(client, target);
    this.#pass(target, client);
  }

  #pass(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on('data', chunk => to.write(chunk));
    if (this.#stalled) from.pause();
    from.on('error', () => {});
    from.on('close', () => {
      this.#sockets.delete(from);
      this.#targets.delete(from);
      to.destroy();
    });
  }
}
