import { readFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAuthority, issueCertificate } from '../pki/certificates';
import type { TestCluster } from './testCluster';

/** What stands in for the API server's answer: the body as text, or an object as JSON. */
export interface FrontAnswer {
  status?: number;
  headers?: Record<string, string>;
  body: string | object;
}

/** Answers itself, or lets the API server answer with `forward`. */
export type FrontHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  forward: () => void,
) => void;

/** How the front shows itself. */
export interface ApiFrontOptions {
  /** What is not answered here goes there. */
  test: TestCluster;
  /** Of the front's own certificate; zero or less makes an expired one. Default 1. */
  validityDays?: number;
  /** Addresses that the certificate names. Default the one it listens at. */
  addresses?: string[];
}

/**
 * Stands before the API server of the test cluster with a certificate of its
 * own, and answers some paths in its place.
 */
export class ApiFront {
  /** Answers by path, without the query. */
  readonly answers = new Map<string, FrontAnswer | FrontHandler>();
  /** Authority of its certificate, PEM in base64. */
  readonly caData: string;
  readonly #server: Server;
  readonly #test: TestCluster;
  #port = 0;

  private constructor(options: {
    test: TestCluster;
    ca: string;
    cert: string;
    key: string;
  }) {
    const { test, ca, cert, key } = options;
    this.#test = test;
    this.caData = Buffer.from(ca).toString('base64');
    this.#server = createServer({ cert, key }, (req, res) =>
      this.#handle(req, res),
    );
  }

  static async create(options: ApiFrontOptions): Promise<ApiFront> {
    const { test, validityDays = 1, addresses = ['127.0.0.1'] } = options;
    const authority = await createAuthority({
      commonName: 'front-ca',
      validityDays: 1,
    });
    const own = await issueCertificate(authority, {
      commonName: 'front',
      validityDays,
      usages: ['server'],
      addresses,
    });
    const front = new ApiFront({
      test,
      ca: authority.certificate,
      cert: own.certificate,
      key: own.key,
    });
    await front.up();
    return front;
  }

  get server(): string {
    return `https://127.0.0.1:${this.#port}`;
  }

  /** Refuses connections and ends the open ones. */
  async down(): Promise<void> {
    const closed = new Promise(resolve => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Undoes {@link ApiFront.down}. */
  async up(): Promise<void> {
    await new Promise<void>(resolve => {
      this.#server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  #handle(req: IncomingMessage, res: ServerResponse): void {
    const path = req.url?.split('?')[0] ?? '';
    const answer = this.answers.get(path);
    const forward = () => this.#forward(req, res);
    if (typeof answer === 'function') {
      answer(req, res, forward);
    } else if (answer) {
      const { status = 200, headers, body } = answer;
      const type = { 'content-type': 'application/json' };
      res.writeHead(status, { ...type, ...headers });
      res.end(typeof body === 'string' ? body : JSON.stringify(body));
    } else {
      forward();
    }
  }

  #forward(req: IncomingMessage, res: ServerResponse): void {
    const { server, caFile = '' } = this.#test.options;
    const forwarded = request(
      `${server}${req.url}`,
      { method: req.method, headers: req.headers, ca: readFileSync(caFile) },
      given => {
        res.writeHead(given.statusCode ?? 502, given.headers);
        given.pipe(res);
      },
    );
    forwarded.on('error', () => res.destroy());
    res.on('close', () => forwarded.destroy());
    req.pipe(forwarded);
  }
}
