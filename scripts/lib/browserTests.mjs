import fs from 'node:fs';
import path from 'node:path';
import { STATE } from './paths.mjs';
import { freePort } from './ports.mjs';
import { startPortal, writeRunConfig } from './portal.mjs';
import { step } from './run.mjs';

const DIR = path.join(STATE, 'browser');

/** Names in the portal; both clusters call themselves `dev`. */
const TITLES = {
  simulated: { title: 'Test cluster' },
  real: { name: 'dev-real', title: 'Test cluster with real nodes' },
};

/**
 * The portals that the browser tests visit: one on the test cluster, one
 * without any cluster and, where containers can run, one on two clusters.
 * Sets their addresses in the environment.
 *
 * @returns {Promise<() => Promise<void>>} stops them
 */
export async function startBrowserPortals(tools) {
  fs.rmSync(DIR, { recursive: true, force: true });
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
  const { ACADEMY_TEST_CLUSTER, ACADEMY_TEST_CLUSTER_REAL } = process.env;
  const simulated = {
    ...connection(ACADEMY_TEST_CLUSTER),
    ...TITLES.simulated,
  };
  const portals = {
    ACADEMY_E2E_URL: await open('portal-for-browser', 7107, [simulated]),
    ACADEMY_E2E_URL_NO_CLUSTER: await open('portal-without-cluster', 7127, []),
  };
  if (ACADEMY_TEST_CLUSTER_REAL) {
    const real = { ...connection(ACADEMY_TEST_CLUSTER_REAL), ...TITLES.real };
    portals.ACADEMY_E2E_URL_TWO_CLUSTERS = await open(
      'portal-with-two-clusters',
      7147,
      [simulated, real],
    );
  }
  for (const [variable, { url }] of Object.entries(portals)) {
    process.env[variable] = url;
  }
  return async () => {
    await Promise.all(Object.values(portals).map(portal => portal.stop()));
  };
}

/** @param {string} stateDir of an embedded cluster */
function connection(stateDir) {
  return JSON.parse(
    fs.readFileSync(path.join(stateDir, 'connection.json'), 'utf8'),
  );
}
