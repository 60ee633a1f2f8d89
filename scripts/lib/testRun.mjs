import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { startBrowserPortals } from './browserTests.mjs';
import { ensureChromium } from './chromium.mjs';
import { ROOT, STATE } from './paths.mjs';
import { createParts } from './testParts.mjs';
import { ensureTools } from './tools.mjs';
import { ensureAppBuilt, ensureInstalled, LOADER } from './workspace.mjs';

/** Reports of the runners that write one. */
const REPORTS = path.join(STATE, 'reports');

/** Suites that need a real node; the others run without one. */
const NODE_SUITES = '\\.nodes\\.test\\.';

/** Suites that attack and break; each is a runner and prints what it tried. */
const SPECIAL_SUITES = {
  escape: '\\.escape\\.test\\.',
  verdicts: '\\.verdicts\\.test\\.',
  kill: '\\.kill\\.test\\.',
};

/**
 * The runners in order, with the parts they run against. Each returns how many
 * tests passed and failed; a command that only succeeds or fails counts as one.
 */
const RUNNERS = {
  format: {
    run: ({ yarn }) => command('format', [...yarn, 'prettier', '--check', '.']),
  },
  lint: {
    run: ({ yarn }) =>
      command('lint', [
        ...[...yarn, 'backstage-cli', 'repo', 'lint'],
        ...['--max-warnings', '0'],
      ]),
  },
  types: {
    run: ({ yarn }) =>
      command('types', [...yarn, 'tsc', '--incremental', 'false']),
  },
  'api-reports': {
    run: ({ yarn }) =>
      command('api-reports', [
        ...[...yarn, 'backstage-repo-tools', 'api-reports', '--ci'],
        // Workspace packages point to their sources, which is no fault of theirs.
        ...['-o', 'ae-wrong-input-file-type'],
      ]),
  },
  validate: {
    parts: ['cluster'],
    run: tools =>
      academy(tools, 'validate', '--cluster', process.env.ACADEMY_TEST_CLUSTER),
  },
  jest: {
    parts: ['cluster', 'postgres'],
    run: ({ yarn }) =>
      jest(yarn, 'jest', [
        ...['--maxWorkers', '2'],
        ...['--testPathIgnorePatterns', '/node_modules/', NODE_SUITES],
        ...Object.values(SPECIAL_SUITES),
      ]),
  },
  ...Object.fromEntries(
    Object.entries(SPECIAL_SUITES).map(([name, pattern]) => [
      name,
      {
        parts: ['cluster', 'postgres'],
        run: ({ yarn }) =>
          jest(yarn, name, [
            ...['--runInBand', '--verbose', '--testPathPatterns', pattern],
          ]),
      },
    ]),
  ),
  prove: {
    parts: ['cluster'],
    run: tools =>
      academy(tools, 'prove', '--cluster', process.env.ACADEMY_TEST_CLUSTER),
  },
  nodes: {
    parts: ['cluster', 'realCluster'],
    // One at a time: suites compare the machine before and after.
    run: ({ yarn }) =>
      jest(yarn, 'nodes', ['--runInBand', '--testPathPatterns', NODE_SUITES]),
  },
  'prove-examples': {
    parts: ['realCluster'],
    run: tools =>
      academy(
        tools,
        // Proofs mostly wait.
        ...['prove', '--only-examples', '--jobs', '3'],
        ...['--cluster', process.env.ACADEMY_TEST_CLUSTER_REAL],
      ),
  },
  browser: {
    parts: ['cluster'],
    // Stories about real nodes are left out where there are none.
    optionalParts: ['realCluster'],
    run: tools => browser(tools),
  },
};

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
  const total = { passed: 0, failed: 0 };
  const parts = createParts(tools);
  const leftOut = [];
  try {
    for (const name of names) {
      const {
        run: runTests,
        parts: needed = [],
        optionalParts = [],
      } = RUNNERS[name];
      const why = parts.whyMissing([...needed, ...optionalParts]);
      if (why) {
        leftOut.push(
          `${name}${optionalParts.length ? ', in part' : ''} (${why})`,
        );
      }
      if (parts.whyMissing(needed)) {
        continue;
      }
      await parts.start(why ? needed : [...needed, ...optionalParts]);
      const start = Date.now();
      const { passed, failed } = await runTests(tools);
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
    await parts.stop();
  }
  if (leftOut.length) {
    console.log(`Did not run on this machine: ${leftOut.join(', ')}`);
  }
  return total;
}

/** @param {string[]} args of the program `academy` */
function academy({ node }, ...args) {
  return command(args[0], [
    ...[node, ...LOADER, 'packages/academy-cli/src/cli.ts'],
    ...args,
  ]);
}

/** @param {string} name @param {string[]} argv */
async function command(name, argv) {
  const code = await run(argv);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function jest(yarn, name, args) {
  const report = path.join(REPORTS, `${name}.json`);
  const code = await run([
    ...[...yarn, 'backstage-cli', 'repo', 'test', '--watchAll=false'],
    ...args,
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
    ...(process.env.ACADEMY_TEST_CLUSTER_REAL
      ? []
      : ['--grep-invert', '@real-nodes']),
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
