import fs from 'node:fs';
import path from 'node:path';

const SCRIPTS = path.resolve(__dirname, '../../scripts/lib');

interface RunningPortal {
  url: string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * A portal of the test's own on the test cluster, which it may kill and start
 * again with the same database.
 */
export async function ownPortal(folder: string, wantedPort: number) {
  // The scripts are ES modules, which the test runner's compiler leaves alone.
  const load = (name: string) =>
    new Function('file', 'return import(file)')(path.join(SCRIPTS, name));
  const { ensureTools } = await load('tools.mjs');
  const { freePort } = await load('ports.mjs');
  const { startPortal, writeRunConfig } = await load('portal.mjs');
  const tools = await ensureTools();
  const port: number = await freePort(wantedPort);
  const runConfig = path.join(folder, 'run.yaml');
  const connection = JSON.parse(
    fs.readFileSync(
      path.join(process.env.ACADEMY_TEST_CLUSTER!, 'connection.json'),
      'utf8',
    ),
  );
  writeRunConfig({
    file: runConfig,
    instance: 'portal-to-kill',
    port,
    database: path.join(folder, 'db'),
    clusters: [{ ...connection, title: 'Test cluster' }],
  });
  return (): Promise<RunningPortal> =>
    startPortal({ tools, runConfig, port, name: 'portal-to-kill' });
}
