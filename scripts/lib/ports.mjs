import net from 'node:net';

/** True when nothing listens on the loopback port. @param {number} port */
export function isFree(port) {
  return new Promise(resolve => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** The wanted port, or the next free one above it. @param {number} wanted */
export async function freePort(wanted) {
  for (let port = wanted; port < wanted + 50; port++) {
    if (await isFree(port)) {
      return port;
    }
  }
  throw new Error(
    `No free port between ${wanted} and ${
      wanted + 49
    }; choose one with --port.`,
  );
}
