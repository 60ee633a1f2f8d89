import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { ExecutableEntry, Layer } from './layer';

const CANDIDATES = ['/bin/busybox', '/usr/bin/busybox'];
/** What the loader of a dynamically linked program is called. */
const LOADER = /\/lib\d*\/ld-(linux|musl)/;
const HEADERS_BYTES = 4096;

/**
 * Distributions build busybox without the time limit of wget, and then it
 * crashes when one is given, which every second example does.
 */
const WGET_SCRIPT = `#!/bin/busybox sh
limit=
count=$#
while [ "$count" -gt 0 ]; do
  case $1 in
    -T | --timeout)
      limit=$2
      shift
      count=$((count - 1))
      ;;
    -T*) limit=\${1#-T} ;;
    --timeout=*) limit=\${1#*=} ;;
    *) set -- "$@" "$1" ;;
  esac
  shift
  count=$((count - 1))
done
[ -n "$limit" ] || exec busybox wget "$@"
timeout "$limit" busybox wget "$@"
code=$?
[ "$code" = 143 ] || exit "$code"
echo 'wget: download timed out' >&2
exit 1
`;
const EXECUTABLE_MODE = 0o755;

/**
 * Finds the program that gives images their shell.
 *
 * @throws when there is none that runs without libraries
 */
export function findBusybox(candidates: string[] = CANDIDATES): string {
  const found = candidates.find(
    path => existsSync(path) && isStatic(readFileSync(path)),
  );
  if (!found) {
    throw new Error(
      'The images of a real node need a statically linked busybox. Install it (on Debian and Ubuntu: apt-get install busybox-static), or do without a real node: --nodes simulated.',
    );
  }
  return found;
}

function isStatic(program: Buffer): boolean {
  return !LOADER.test(program.toString('latin1', 0, HEADERS_BYTES));
}

/** busybox with a link for each of its commands. */
export function busyboxLayer(source: string): Layer {
  const commands = execFileSync(source, ['--list'], { encoding: 'utf8' })
    .split('\n')
    .filter(name => name && name !== 'busybox' && name !== 'wget')
    .sort();
  const content = readFileSync(source);
  const program: ExecutableEntry = {
    path: 'bin/busybox',
    source,
    identity: createHash('sha256').update(content).digest('hex'),
  };
  return [
    program,
    ...commands.map(name => ({ path: `bin/${name}`, link: 'busybox' })),
    { path: 'bin/wget', text: WGET_SCRIPT, mode: EXECUTABLE_MODE },
    // Where scripts expect it.
    { path: 'usr/bin/env', link: '../../bin/env' },
  ];
}
