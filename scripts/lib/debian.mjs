import { execFileSync, spawnSync } from 'node:child_process';
import { StepError } from './run.mjs';

/**
 * Installs Debian packages when this is Debian and we are root; otherwise says
 * what to install.
 *
 * @param {string[]} packages
 * @param {string} what what they bring, for the message
 */
export function ensureDebianPackages(packages, what) {
  const command = `apt-get install --yes --no-install-recommends ${packages.join(
    ' ',
  )}`;
  const isDebian = spawnSync('apt-get', ['--version']).status === 0;
  if (!isDebian || process.getuid() !== 0) {
    throw new StepError(
      `${what} is needed. On Debian and Ubuntu: sudo ${command}`,
    );
  }
  console.log(`  installing ${what}: ${command}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
  execFileSync('sh', ['-c', command], { env, stdio: 'ignore' });
}
