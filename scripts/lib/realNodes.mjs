import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ensureDebianPackages } from './debian.mjs';

/**
 * What the embedded cluster's real node takes from the machine, by Debian
 * package; the cluster itself looks again, in src/node/preflight.ts.
 */
const PARTS = {
  runc: () => onPath('runc'),
  'containernetworking-plugins': () => existsSync('/usr/lib/cni/ptp'),
  'busybox-static': () => onPath('busybox'),
  iptables: () => onPath('iptables'),
  iproute2: () => onPath('ip'),
};

/** Administrators' programs are not on every PATH. */
const ADMIN_DIRS = ['/usr/sbin', '/sbin'];

function onPath(program) {
  return [...process.env.PATH.split(delimiter), ...ADMIN_DIRS].some(dir =>
    existsSync(join(dir, program)),
  );
}

/** Why containers cannot run on this machine; undefined when they can. */
export function whyNoRealNodes() {
  if (process.platform !== 'linux') {
    return 'real nodes need Linux';
  }
  return process.getuid() === 0 ? undefined : 'real nodes need root';
}

/** Installs what is missing for real nodes, or says what to install. */
export function ensureRealNodeParts() {
  const missing = Object.keys(PARTS).filter(name => !PARTS[name]());
  if (missing.length) {
    ensureDebianPackages(missing, 'the container runtime of real nodes');
  }
}
