import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT, STATE } from './paths.mjs';
import { runLogged, step } from './run.mjs';

/** Folders and files that decide what the browser gets. */
const APP_SOURCES = [
  'packages/app',
  'plugins/academy',
  'plugins/academy-common',
  'yarn.lock',
];

/** TypeScript is run from source through this loader of the Backstage CLI. */
export const LOADER = ['--require', '@backstage/cli/config/nodeTransform.cjs'];

/** Installs the dependencies of the committed lockfile, unless they are there. */
export async function ensureInstalled(tools) {
  const wanted = hashOf(['yarn.lock', 'package.json']);
  const marker = path.join(ROOT, 'node_modules/.academy-installed');
  if (fs.existsSync(marker) && fs.readFileSync(marker, 'utf8') === wanted) {
    return;
  }
  await step(
    'install dependencies and compile better-sqlite3 (about 2 min)',
    () =>
      runLogged('install', [...tools.yarn, 'install', '--immutable'], {
        cwd: ROOT,
        env: tools.env,
        advice:
          'A compiler (make, g++, python3) is needed for better-sqlite3. On Debian: apt-get install build-essential python3. On macOS: xcode-select --install.',
      }),
  );
  fs.writeFileSync(marker, wanted);
}

/** Builds the browser application when its sources changed since the last build. */
export async function ensureAppBuilt(tools) {
  const wanted = hashOf(APP_SOURCES);
  const marker = path.join(STATE, 'app-build');
  const built = path.join(ROOT, 'packages/app/dist/index.html');
  if (
    fs.existsSync(built) &&
    fs.existsSync(marker) &&
    fs.readFileSync(marker, 'utf8') === wanted
  ) {
    return;
  }
  await step('build the browser application', () =>
    runLogged('app-build', [...tools.yarn, 'workspace', 'app', 'build'], {
      cwd: ROOT,
      env: tools.env,
    }),
  );
  fs.mkdirSync(STATE, { recursive: true });
  fs.writeFileSync(marker, wanted);
}

function hashOf(places) {
  const hash = createHash('sha256');
  for (const place of places) {
    for (const file of filesBelow(path.join(ROOT, place))) {
      hash.update(path.relative(ROOT, file)).update(fs.readFileSync(file));
    }
  }
  return hash.digest('hex');
}

function filesBelow(place) {
  if (fs.statSync(place).isFile()) {
    return [place];
  }
  return fs
    .readdirSync(place, { withFileTypes: true })
    .filter(
      entry => !['node_modules', 'dist', 'dist-types'].includes(entry.name),
    )
    .flatMap(entry => filesBelow(path.join(place, entry.name)))
    .sort();
}
