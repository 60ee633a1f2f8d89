import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { startBrowserPortals } from './browserTests.mjs';
import { ensureChromium } from './chromium.mjs';
import { embeddedCluster } from './cluster.mjs';
import { ROOT, STATE } from './paths.mjs';
import { startPostgres } from './postgres.mjs';
import { step } from './run.mjs';
import { ensureTools } from './tools.mjs';
import { ensureAppBuilt, ensureInstalled, LOADER } from './workspace.mjs';

/** Reports of the runners that write one. */
const REPORTS = path.join(STATE, 'reports');

/**
 * The runners in order. Each returns how many tests passed and failed; a
 * command that only succeeds or fails counts as one.
 */
const RUNNERS = {
  format: ({ yarn }) =>
    command('format', [...yarn, 'prettier', '--check', '.']),
  lint: ({ yarn }) =>
    command('lint', [
      ...yarn,
      'backstage-cli',
      'repo',
      'lint',
      '--max-warnings',
      '0',
    ]),
  types: ({ yarn }) =>
    command('types', [...yarn, 'tsc', '--incremental', 'false']),
  'api-reports': ({ yarn }) =>
    command('api-reports', [
      ...yarn,
      'backstage-repo-tools',
      'api-reports',
      '--ci',
      // Workspace packages point to their sources, which is no fault of theirs.
      ...['-o', 'ae-wrong-input-file-type'],
    ]),
  validate: ({ node }) =>
    command('validate', [
      ...[node, ...LOADER, 'packages/academy-cli/src/cli.ts', 'validate'],
      ...['--cluster', process.env.ACADEMY_TEST_CLUSTER],
    ]),
  jest: ({ yarn }) => jest(yarn),
  prove: ({ node }) =>
    command('prove', [
      ...[node, ...LOADER, 'packages/academy-cli/src/cli.ts', 'prove'],
      ...['--cluster', process.env.ACADEMY_TEST_CLUSTER],
    ]),
  browser: tools => browser(tools),
};

/** Runners that need neither cluster, database nor browser. */
const WITHOUT_PARTS = ['format', 'lint', 'types', 'api-reports'];

/**
 * @param {string[]} only names of runners; all when empty
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runAll(only) {
  const unknown = only.filter(name => !(name in RUNNERS));
  if (unknown.length) {
    throw new Error(
      `Unknown runner ${unknown}; there are: ${Object.keys(RUNNERS).join(
        ', ',
      )}`,
    );
  }
  const names = only.length ? only : Object.keys(RUNNERS);
  const tools = await ensureTools();
  await ensureInstalled(tools);
  Object.assign(process.env, tools.env);
  fs.rmSync(REPORTS, { recursive: true, force: true });
  fs.mkdirSync(REPORTS, { recursive: true });
  const stop = names.every(name => WITHOUT_PARTS.includes(name))
    ? async () => {}
    : await startParts(tools);
  const total = { passed: 0, failed: 0 };
  try {
    for (const name of names) {
      const start = Date.now();
      const { passed, failed } = await RUNNERS[name](tools);
      total.passed += passed;
      total.failed += failed;
      const seconds = ((Date.now() - start) / 1000).toFixed(0);
      console.log(
        `${
          failed ? '✘' : '✔'
        } ${name}: ${passed} ok, ${failed} not ok (${seconds} s)`,
      );
    }
  } finally {
    await stop();
  }
  return total;
}

/** A cluster of its own and PostgreSQL: the real parts the tests run against. */
async function startParts(tools) {
  const dir = path.join(STATE, 'test-cluster');
  const cluster = embeddedCluster({ tools, dir });
  const wasRunning = cluster.isRunning();
  await step(
    'start the test cluster (builds Kubernetes the first time)',
    () =>
      cluster.up({
        manifests: path.join(ROOT, 'catalog/manifests'),
        onLine: line => console.log(`  cluster: ${line}`),
      }).done,
  );
  const postgres = await step('start PostgreSQL', startPostgres);
  Object.assign(process.env, {
    ACADEMY_TEST_CLUSTER: dir,
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
    BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING: postgres.url,
  });
  return async () => {
    await postgres.stop();
    if (!wasRunning) {
      cluster.down();
    }
  };
}

/** @param {string} name @param {string[]} argv */
async function command(name, argv) {
  const code = await run(argv);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function jest(yarn) {
  const report = path.join(REPORTS, 'jest.json');
  const code = await run([
    ...[
      ...yarn,
      'backstage-cli',
      'repo',
      'test',
      '--watchAll=false',
      '--maxWorkers',
      '2',
    ],
    ...['--json', `--outputFile=${report}`, '--testLocationInResults'],
  ]);
  return counts(
    code,
    report,
    ({ numPassedTests, numFailedTests, numFailedTestSuites }) => ({
      passed: numPassedTests,
      // A suite that could not run has no failed test of its own.
      failed: Math.max(numFailedTests, numFailedTestSuites),
    }),
  );
}

async function browser(tools) {
  const report = path.join(REPORTS, 'browser.json');
  process.env.PLAYWRIGHT_JSON_OUTPUT_NAME = report;
  process.env.ACADEMY_CHROMIUM = ensureChromium();
  await ensureAppBuilt(tools);
  const stop = await startBrowserPortals(tools);
  const code = await run([
    ...[...tools.yarn, 'playwright', 'test', '--reporter=list,json'],
  ]).finally(stop);
  return counts(code, report, ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
  }));
}

/** A runner that failed without a report, or failed with none counted, counts as one failure. */
function counts(code, report, read) {
  if (!fs.existsSync(report)) {
    return { passed: 0, failed: 1 };
  }
  const { passed, failed } = read(JSON.parse(fs.readFileSync(report, 'utf8')));
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1) };
}

function run(argv) {
  return new Promise((resolve, reject) => {
    const child = spawn(argv[0], argv.slice(1), {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
}
