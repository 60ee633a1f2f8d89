import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { readHierarchies } from './cgroups';
import type { MachineProbe } from './preflight';
import { findCniDir, findProgram, withAdminPath } from './programs';

/** Asks this machine. */
export const machineProbe: MachineProbe = {
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  hasProgram: name => findProgram(name) !== undefined,
  hasCniPlugins: names => findCniDir(names) !== undefined,
  cgroups: readHierarchies,
  controllers: writableControllers,
  canOverlay,
};

function writableControllers(): string[] {
  const hierarchies = readHierarchies();
  if (!hierarchies) {
    return [];
  }
  const writable = hierarchies.mounts.filter(isWritable);
  return hierarchies.version === 2
    ? writable.flatMap(mount =>
        readFileSync(join(mount, 'cgroup.controllers'), 'utf8')
          .trim()
          .split(' '),
      )
    : writable.flatMap(mount => basename(mount).split(','));
}

function isWritable(dir: string): boolean {
  try {
    accessSync(dir, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Tries it, in a mount namespace that ends with the trial. */
function canOverlay(dir: string): boolean {
  const trial = mkdtempSync(join(dir, 'overlay-'));
  try {
    for (const name of ['lower', 'upper', 'work', 'merged']) {
      mkdirSync(join(trial, name));
    }
    execFileSync(
      'unshare',
      [
        '--mount',
        'mount',
        '-t',
        'overlay',
        'overlay',
        '-o',
        'lowerdir=lower,upperdir=upper,workdir=work',
        'merged',
      ],
      { cwd: trial, stdio: 'ignore', env: withAdminPath(process.env) },
    );
    return true;
  } catch {
    return false;
  } finally {
    rmSync(trial, { recursive: true, force: true });
  }
}
