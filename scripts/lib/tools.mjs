import fs from 'node:fs';
import path from 'node:path';
import { CACHE } from './paths.mjs';
import { runLogged, step, StepError } from './run.mjs';

/** Node 24.19 and newer abort with better-sqlite3 12; the 22 line is what Backstage 1.55 is tested on. */
const NODE_VERSION = '22.23.3';
const YARN_VERSION = '4.18.1';
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

/**
 * Fetches the project's Node and Yarn through npm where they are missing.
 *
 * @returns {Promise<{ node: string, yarn: string[], env: NodeJS.ProcessEnv }>}
 */
export async function ensureTools() {
  const platform = `${process.platform}-${process.arch}`;
  if (!PLATFORMS.includes(platform)) {
    throw new StepError(
      `This machine is ${platform}; the project runs on ${PLATFORMS.join(
        ', ',
      )}. On Windows use WSL 2.`,
    );
  }
  const nodeDir = await npmPackage(`node-${platform}`, NODE_VERSION);
  const yarnDir = await npmPackage('@yarnpkg/cli-dist', YARN_VERSION);
  const node = path.join(nodeDir, 'bin/node');
  const yarnBin = path.join(yarnDir, 'bin');
  return {
    node,
    yarn: [node, path.join(yarnBin, 'yarn.js')],
    env: {
      ...process.env,
      PATH: [path.join(nodeDir, 'bin'), yarnBin, process.env.PATH].join(
        path.delimiter,
      ),
      // node-gyp compiles against these headers instead of fetching others.
      npm_config_nodedir: nodeDir,
    },
  };
}

/** Installs one npm package into the cache, complete or not at all. */
async function npmPackage(name, version) {
  const dir = path.join(CACHE, 'tools', `${name.replace('/', '-')}-${version}`);
  const inside = path.join(dir, 'node_modules', name);
  if (fs.existsSync(inside)) {
    return inside;
  }
  return step(`fetch ${name} ${version}`, async () => {
    const temporary = `${dir}.${process.pid}`;
    fs.mkdirSync(temporary, { recursive: true });
    await runLogged(
      `fetch-${path.basename(name)}`,
      [
        'npm',
        'install',
        '--prefix',
        temporary,
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        `${name}@${version}`,
      ],
      { advice: 'Check that npm reaches its registry, then start again.' },
    );
    fs.rmSync(dir, { recursive: true, force: true });
    fs.renameSync(temporary, dir);
    return inside;
  });
}
