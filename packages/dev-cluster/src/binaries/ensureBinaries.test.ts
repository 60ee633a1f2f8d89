import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identifyProcess } from '../process/identity';
import { binaryPath, missingTools } from './binarySet';
import { createGoBuilder } from './build';
import { ensureBinaries } from './ensureBinaries';
import type { Tool } from './tools';
import type { BinaryProgress, BinarySet } from './types';

const MODULE = 'example.test/tools';

function tool(name: string): Tool {
  return {
    name,
    package: `${MODULE}/${name}`,
    ldflags: `-s -w -X main.version=${name}-1`,
    usualBuildMs: 1_000,
    origin: 'kubernetes',
  };
}

const PROGRAM =
  'package main\nvar version string\nfunc main() { println(version) }\n';

/** Runs in a process of its own, so that it can be killed. */
const BUILD_SCRIPT = `
  const { createGoBuilder } = require(${JSON.stringify(
    join(__dirname, 'build.ts'),
  )});
  const { ensureBinaries } = require(${JSON.stringify(
    join(__dirname, 'ensureBinaries.ts'),
  )});
  ensureBinaries({
    sets: [JSON.parse(process.argv[1])],
    maker: async () => ({
      verb: 'building',
      make: createGoBuilder({ go: 'go' }),
    }),
  });
`;

describe('ensureBinaries with a real Go', () => {
  let dir: string;
  let set: BinarySet;
  /** Written by the compiler when it has begun with the package \`slow\`. */
  let compilerPid: string;
  let hangingEnv: NodeJS.ProcessEnv;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'academy-binaries-'));
    set = {
      tools: [tool('quick'), tool('slow')],
      moduleDir: join(dir, 'module'),
      binDir: join(dir, 'bin'),
    };
    for (const { name } of set.tools) {
      writeProgram(name, 'main.go', PROGRAM);
    }
    writeFileSync(
      join(set.moduleDir, 'go.mod'),
      `module ${MODULE}\n\ngo 1.21\n`,
    );
    compilerPid = join(dir, 'compiler.pid');
    const hang = join(dir, 'hang.sh');
    writeFileSync(
      hang,
      `#!/bin/sh\ncase "$TOOLEXEC_IMPORTPATH" in */slow) echo $$ > ${compilerPid}.new; mv ${compilerPid}.new ${compilerPid}; exec sleep 600;; esac\nexec "$@"\n`,
      { mode: 0o755 },
    );
    hangingEnv = { ...process.env, GOFLAGS: `-toolexec=${hang}` };
  });

  afterEach(() => {
    if (existsSync(compilerPid)) {
      const pid = Number(readFileSync(compilerPid, 'utf8'));
      if (identifyProcess(pid)) {
        process.kill(pid, 'SIGKILL');
      }
    }
    rmSync(dir, { recursive: true, force: true });
  });

  function ensure(
    options: {
      env?: NodeJS.ProcessEnv;
      signal?: AbortSignal;
      onProgress?: (progress: BinaryProgress) => void;
    } = {},
  ): Promise<void> {
    return ensureBinaries({
      sets: [set],
      maker: async () => ({
        verb: 'building',
        make: createGoBuilder({ go: 'go', env: options.env }),
      }),
      ...options,
    });
  }

  function writeProgram(name: string, file: string, text: string): void {
    mkdirSync(join(set.moduleDir, name), { recursive: true });
    writeFileSync(join(set.moduleDir, name, file), text);
  }

  async function untilCompiling(): Promise<number> {
    while (!existsSync(compilerPid)) {
      await sleep(20);
    }
    return Number(readFileSync(compilerPid, 'utf8'));
  }

  /** Its output: Go's println writes to stderr. */
  function run(name: string): string {
    return execFileSync('sh', ['-c', `${binaryPath([set], name)} 2>&1`], {
      encoding: 'utf8',
    }).trim();
  }

  it('builds one after the other, tells which, and then nothing any more', async () => {
    const told: BinaryProgress[] = [];
    await ensure({ onProgress: progress => told.push(progress) });
    expect(told).toEqual([
      { what: 'building quick', step: 1, steps: 2, usualMs: 1_000 },
      { what: 'building slow', step: 2, steps: 2, usualMs: 1_000 },
    ]);
    expect(run('quick')).toBe('quick-1');
    expect(run('slow')).toBe('slow-1');
    expect(readdirSync(set.binDir).sort()).toEqual(['quick', 'slow']);

    await ensureBinaries({
      sets: [set],
      maker: () => Promise.reject(new Error('nothing is missing')),
    });
    expect(missingTools(set)).toEqual([]);
  });

  it('counts over all sets, and asks for what is missing of any', async () => {
    const other: BinarySet = {
      tools: [{ ...tool('slow'), name: 'other', tags: ['loud'] }],
      moduleDir: set.moduleDir,
      binDir: join(dir, 'other-bin'),
    };
    writeProgram(
      'slow',
      'loud.go',
      '//go:build loud\n\npackage main\nfunc init() { version += "!" }\n',
    );
    await ensure();
    rmSync(binaryPath([set], 'quick'));
    const asked: string[][] = [];
    const told: string[] = [];
    await ensureBinaries({
      sets: [set, other],
      maker: async missing => {
        asked.push(missing.map(({ name }) => name));
        return { verb: 'building', make: createGoBuilder({ go: 'go' }) };
      },
      onProgress: ({ what, step, steps }) =>
        told.push(`${what} ${step}/${steps}`),
    });
    expect(asked[0]).toEqual(['quick', 'other']);
    expect(told).toEqual(['building quick 1/3', 'building other 3/3']);
    expect(run('slow')).toBe('slow-1');
    expect(
      execFileSync('sh', ['-c', `${binaryPath([set, other], 'other')} 2>&1`], {
        encoding: 'utf8',
      }),
    ).toBe('slow-1!\n');
  });

  it('leaves nothing half done when it is aborted, and no compiler', async () => {
    const controller = new AbortController();
    const building = ensure({ env: hangingEnv, signal: controller.signal });
    const outcome = building.catch(error => error);
    const pid = await untilCompiling();
    controller.abort();
    expect(await outcome).toMatchObject({ name: 'AbortError' });
    expect(readdirSync(set.binDir)).toEqual(['quick']);
    expect(identifyProcess(pid)).toBeUndefined();
  });

  it('leaves nothing half done when it is killed, and the next one goes on', async () => {
    const killed = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        '--eval',
        BUILD_SCRIPT,
        JSON.stringify(set),
      ],
      { env: hangingEnv, stdio: 'ignore' },
    );
    await untilCompiling();
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(missingTools(set).map(({ name }) => name)).toEqual(['slow']);

    const told: string[] = [];
    await ensure({ onProgress: ({ what }) => told.push(what) });
    expect(told).toEqual(['building slow']);
    expect(run('slow')).toBe('slow-1');
    expect(readdirSync(set.binDir).sort()).toEqual(['quick', 'slow']);
  });

  it('shows what the compiler says', async () => {
    writeProgram('quick', 'main.go', 'package main\n!\n');
    await expect(ensure()).rejects.toThrow(
      /go build of quick failed:\n[^]*main.go:2/,
    );
    expect(readdirSync(set.binDir)).toEqual([]);
  });
});
