import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureDebianPackages } from './debian.mjs';
import { freePort } from './ports.mjs';
import { StepError } from './run.mjs';

const WANTED_MAJOR = 15;

/**
 * Starts a throw-away PostgreSQL 15 on a free loopback port.
 *
 * @returns {Promise<{ url: string, stop(): Promise<void> }>}
 */
export async function startPostgres() {
  const bin = binaries();
  // PostgreSQL refuses to run as root; Debian's package brings a user for it.
  const asUser =
    process.getuid() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'academy-postgres-'));
  if (asUser.length) {
    execFileSync('chown', ['postgres', dir]);
  }
  const data = path.join(dir, 'data');
  const run = argv =>
    execFileSync([...asUser, ...argv][0], [...asUser, ...argv].slice(1), {
      cwd: dir,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  run([path.join(bin, 'initdb'), '-D', data, '-U', 'academy', '-A', 'trust']);
  const port = await freePort(54320);
  const argv = [
    ...asUser,
    path.join(bin, 'postgres'),
    ...['-D', data, '-p', String(port), '-k', dir, '-h', '127.0.0.1'],
    ...['-c', 'fsync=off', '-c', 'max_connections=300'],
  ];
  const server = spawn(argv[0], argv.slice(1), { cwd: dir, stdio: 'ignore' });
  const exited = new Promise(resolve => server.once('exit', resolve));
  const ready = path.join(bin, 'pg_isready');
  for (let attempt = 0; ; attempt++) {
    const { status } = spawnSync(ready, ['-h', '127.0.0.1', '-p', `${port}`]);
    if (status === 0) {
      break;
    }
    if (attempt > 100 || server.exitCode !== null) {
      throw new StepError(`PostgreSQL did not start in ${dir}.`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return {
    url: `postgresql://academy@127.0.0.1:${port}/postgres`,
    async stop() {
      run([path.join(bin, 'pg_ctl'), '-D', data, '-m', 'immediate', 'stop']);
      await exited;
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

function binaries() {
  const places = [
    `/usr/lib/postgresql/${WANTED_MAJOR}/bin`,
    `/opt/homebrew/opt/postgresql@${WANTED_MAJOR}/bin`,
    `/usr/local/opt/postgresql@${WANTED_MAJOR}/bin`,
  ];
  const find = () =>
    places.find(place => fs.existsSync(path.join(place, 'initdb')));
  if (!find()) {
    ensureDebianPackages(
      [`postgresql-${WANTED_MAJOR}`],
      `PostgreSQL ${WANTED_MAJOR} (on macOS: brew install postgresql@${WANTED_MAJOR})`,
    );
  }
  const found = find();
  if (!found) {
    throw new StepError(`PostgreSQL ${WANTED_MAJOR} not found in ${places}.`);
  }
  return found;
}
