import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import type { MakeBinary } from './types';

const KEPT_OUTPUT_CHARS = 16_000;
const SHOWN_LINES = 20;

export interface GoBuildOptions {
  /** Command or path. */
  go: string;
  env?: NodeJS.ProcessEnv;
}

/** Makes binaries with `go build`, one at a time. */
export function createGoBuilder(options: GoBuildOptions): MakeBinary {
  return async ({ set, tool, target, signal }) => {
    signal?.throwIfAborted();
    // Below the target's name: whoever removes what is unfinished finds it too.
    const workDir = `${target}-work`;
    mkdirSync(workDir);
    const child = spawn(
      options.go,
      [
        'build',
        '-trimpath',
        `-tags=${tool.tags?.join() ?? ''}`,
        '-ldflags',
        tool.ldflags,
        '-o',
        target,
        tool.package,
      ],
      {
        cwd: set.moduleDir,
        env: {
          ...(options.env ?? process.env),
          CGO_ENABLED: '0',
          GOTMPDIR: workDir,
          GOWORK: 'off',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
        // A group of its own: go leaves compilers behind when only itself is ended.
        detached: true,
      },
    );
    giveWay(child);
    const { code, output } = await finished(child, signal).finally(() =>
      rmSync(workDir, { recursive: true, force: true }),
    );
    signal?.throwIfAborted();
    if (code !== 0) {
      throw new Error(
        `go build of ${tool.name} failed:\n${lastLines(output, SHOWN_LINES)}`,
      );
    }
  };
}

/** A build takes minutes: whoever works meanwhile goes first. */
function giveWay({ pid }: ChildProcess): void {
  if (pid !== undefined) {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  }
}

async function finished(
  child: ChildProcess,
  signal?: AbortSignal,
): Promise<{ code: number | null; output: string }> {
  let output = '';
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT_CHARS);
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const end = () => endGroup(child);
  signal?.addEventListener('abort', end, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', code => resolve({ code, output }));
    });
  } finally {
    signal?.removeEventListener('abort', end);
  }
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) {
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
