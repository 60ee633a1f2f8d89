import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { clusterConfig, startPortal } from './portal';

/** A portal in a process of its own, which a test can kill at any line. */
export interface PortalProcess {
  url: string;
  /** SIGKILL: nothing is released, nothing is written down. */
  kill(): Promise<void>;
}

/** Starts this file as a process and waits until the portal serves. */
export async function startPortalProcess(options: {
  instance: string;
  database: string;
}): Promise<PortalProcess> {
  const child: ChildProcess = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      __filename,
      JSON.stringify(options),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: withoutJest() },
  );
  let output = '';
  child.stderr!.on('data', text => (output += text));
  for await (const line of createInterface({ input: child.stdout! })) {
    output += `${line}\n`;
    const [, url] = /^PORTAL (.*)$/.exec(line) ?? [];
    if (url) {
      return {
        url,
        async kill() {
          child.kill('SIGKILL');
          await once(child, 'exit');
        },
      };
    }
  }
  throw new Error(`The portal did not start:\n${output}`);
}

/** The process is an ordinary one: no test runner's environment. */
function withoutJest(): NodeJS.ProcessEnv {
  const { JEST_WORKER_ID: _, NODE_OPTIONS: __, ...env } = process.env;
  return { ...env, NODE_ENV: 'development' };
}

async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2]);
  const { url } = await startPortal({ ...options, config: clusterConfig() });
  process.stdout.write(`PORTAL ${url}\n`);
}

if (require.main === module) {
  main();
}
