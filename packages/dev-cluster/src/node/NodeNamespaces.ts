import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { PACKAGE_DIR } from '../binaries/binarySet';
import { PRIVATE_FILE_MODE } from '../state/atomicFile';
import type { ComponentSpec } from '../supervisor/components';
import { readLastLines } from '../supervisor/logTail';
import { firstChild } from '../process/identity';
import type { NodeCgroup } from './cgroups';
import { REAL_NODE_NAME } from './network';
import { withAdminPath } from './programs';

const SCRIPTS_DIR = join(PACKAGE_DIR, 'node');
const SHELL = '/bin/sh';
const NAMESPACES = ['--pid', '--mount', '--net', '--uts', '--ipc'];
const SHOWN_LINES = 10;

/** Fields of /proc/PID/net/tcp, and the state of a socket that listens. */
const LOCAL_ADDRESS = 1;
const STATE = 3;
const LISTENING = '0A';
const HEX = 16;

export interface NodeNamespacesOptions {
  cgroup: NodeCgroup;
  /** Folder of the node's files. */
  dir: string;
  /** Other folders that components need. */
  keep: string[];
  /** PATH of the cluster's binaries. */
  searchPath: string;
  logFile: string;
  /** Called when they end by themselves, and everything in them. */
  onEnd: (reason: string) => void;
}

/**
 * Namespaces that belong to one first process: with it end all others in
 * them, the mounts and the network.
 */
export class NodeNamespaces {
  readonly #options: NodeNamespacesOptions;
  readonly #holder: ChildProcess;
  readonly #pid: number;
  #closing = false;

  private constructor(
    options: NodeNamespacesOptions,
    holder: ChildProcess,
    pid: number,
  ) {
    this.#options = options;
    this.#holder = holder;
    this.#pid = pid;
    holder.once('exit', () => {
      if (!this.#closing) {
        options.onEnd(
          'The first process of the real node ended, and everything on the node with it',
        );
      }
    });
  }

  /** @throws with the last log lines when they cannot be set up */
  static async open(options: NodeNamespacesOptions): Promise<NodeNamespaces> {
    const { cgroup, dir, keep, logFile } = options;
    const log = openSync(logFile, 'a', PRIVATE_FILE_MODE);
    const holder = spawn(
      SHELL,
      [
        join(SCRIPTS_DIR, 'join.sh'),
        ...cgroup.doors,
        '--',
        'unshare',
        '--fork',
        '--kill-child',
        '--mount-proc',
        ...NAMESPACES,
        SHELL,
        join(SCRIPTS_DIR, 'init.sh'),
        REAL_NODE_NAME,
        dir,
        ...keep,
      ],
      { stdio: ['ignore', 'pipe', log], env: environment(options) },
    );
    closeSync(log);
    await untilReady(holder, logFile);
    return new NodeNamespaces(options, holder, firstChild(holder.pid!)!);
  }

  /** The first process, as the machine sees it. */
  get pid(): number {
    return this.#pid;
  }

  /** The same component, started inside. */
  enter(spec: ComponentSpec): ComponentSpec {
    return {
      name: spec.name,
      command: SHELL,
      args: [
        join(SCRIPTS_DIR, 'join.sh'),
        ...this.#options.cgroup.doors,
        '--',
        'nsenter',
        `--target=${this.#pid}`,
        ...NAMESPACES,
        spec.command,
        ...spec.args,
      ],
      env: environment(this.#options),
      isChild: true,
    };
  }

  /** Whether a process inside listens on this TCP port. */
  isListening(port: number): boolean {
    const suffix = `:${port.toString(HEX).toUpperCase().padStart(4, '0')}`;
    return ['tcp', 'tcp6']
      .flatMap(file =>
        readFileSync(`/proc/${this.#pid}/net/${file}`, 'utf8').split('\n'),
      )
      .map(line => line.trim().split(/\s+/))
      .some(
        columns =>
          columns[STATE] === LISTENING &&
          columns[LOCAL_ADDRESS].endsWith(suffix),
      );
  }

  /** Ends everything inside at once. */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.#holder.exitCode === null && this.#holder.signalCode === null) {
      const ended = once(this.#holder, 'exit');
      // With its death signal it takes the first process along.
      this.#holder.kill('SIGKILL');
      await ended;
    }
  }
}

/** No proxy or other setting of the user's shell reaches a component. */
function environment({ searchPath }: NodeNamespacesOptions): NodeJS.ProcessEnv {
  const { PATH, LANG } = withAdminPath(process.env);
  return { PATH: [searchPath, PATH].join(delimiter), LANG, HOME: '/root' };
}

async function untilReady(
  holder: ChildProcess,
  logFile: string,
): Promise<void> {
  const isReady = await new Promise<boolean>((resolve, reject) => {
    holder.once('error', reject);
    holder.once('exit', () => resolve(false));
    createInterface(holder.stdout!).once('line', () => resolve(true));
  });
  if (!isReady) {
    throw new Error(
      `The namespaces of the real node cannot be set up. Last lines of ${logFile}:\n${readLastLines(
        logFile,
        SHOWN_LINES,
      ).join('\n')}`,
    );
  }
}
