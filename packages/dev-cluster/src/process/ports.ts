import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** Below the ranges that Linux (32768) and macOS (49152) take for outgoing connections. */
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 32_000;
const MAX_TRIES = 200;

/** Whether one may listen on this port of the loopback interface now. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, LOOPBACK, () => server.close(() => resolve(true)));
  });
}

/** @throws when the machine seems to have no free port left */
export async function pickFreePorts(count: number): Promise<number[]> {
  const picked = new Set<number>();
  for (let tries = 0; tries < MAX_TRIES && picked.size < count; tries += 1) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT);
    if (await isPortFree(port)) {
      picked.add(port);
    }
  }
  if (picked.size < count) {
    throw new Error(
      `No free port found between ${LOWEST_PORT} and ${HIGHEST_PORT} on ${LOOPBACK}`,
    );
  }
  return [...picked];
}
