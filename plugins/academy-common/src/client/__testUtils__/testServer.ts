import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AcademyClient } from '../AcademyClient';

/** A backend on a free loopback port and a client of it. */
export interface TestServer {
  client: AcademyClient;
  /** Cuts every open connection, as a killed backend does. */
  cut(): void;
  stop(): Promise<void>;
}

/** Starts a backend of a test; it answers with `listener`. */
export async function startTestServer(
  listener: RequestListener,
): Promise<TestServer> {
  const server = createServer(listener);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const restoreFetch = allowRequests();
  return {
    client: new AcademyClient({
      discoveryApi: {
        getBaseUrl: async pluginId =>
          `http://127.0.0.1:${port}/api/${pluginId}`,
      },
      fetchApi: { fetch: globalThis.fetch },
    }),
    cut: () => server.closeAllConnections(),
    stop: () => {
      restoreFetch();
      server.closeAllConnections();
      return new Promise(resolve => {
        server.close(() => resolve());
      });
    },
  };
}

/** The test runner refuses requests until something stands in front of `fetch`. */
function allowRequests(): () => void {
  const guarded = globalThis.fetch;
  globalThis.fetch = (input, init) => guarded(input, init);
  return () => {
    globalThis.fetch = guarded;
  };
}
