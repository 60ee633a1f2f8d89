import fs from 'node:fs';
import path from 'node:path';
import { STATE } from './paths.mjs';
import { freePort } from './ports.mjs';
import { startPortal, writeRunConfig } from './portal.mjs';
import { step } from './run.mjs';

const DIR = path.join(STATE, 'browser');

/**
 * The portals that the browser tests visit: one on the test cluster, one
 * without any cluster. Sets their addresses in the environment.
 *
 * @returns {Promise<() => Promise<void>>} stops them
 */
export async function startBrowserPortals(tools) {
  fs.rmSync(DIR, { recursive: true, force: true });
  const connection = JSON.parse(
    fs.readFileSync(
      path.join(process.env.ACADEMY_TEST_CLUSTER, 'connection.json'),
      'utf8',
    ),
  );
  const open = async (name, wantedPort, clusters) => {
    const port = await freePort(wantedPort);
    const runConfig = path.join(DIR, `${name}.yaml`);
    writeRunConfig({
      file: runConfig,
      instance: name,
      port,
      database: path.join(DIR, name),
      clusters,
    });
    return step(`start the ${name}`, () =>
      startPortal({ tools, runConfig, port, name }),
    );
  };
  const withCluster = await open('portal-for-browser', 7107, [
    { ...connection, title: 'Test cluster' },
  ]);
  const withoutCluster = await open('portal-without-cluster', 7127, []);
  process.env.ACADEMY_E2E_URL = withCluster.url;
  process.env.ACADEMY_E2E_URL_NO_CLUSTER = withoutCluster.url;
  return async () => {
    await withCluster.stop();
    await withoutCluster.stop();
  };
}
