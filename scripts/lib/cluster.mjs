import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { StepError } from './run.mjs';
import { LOADER } from './workspace.mjs';

const CLI = path.join(ROOT, 'packages/dev-cluster/src/cli.ts');

/**
 * The embedded cluster in one state directory, driven through its command line.
 *
 * @param {{ tools: { node: string, env: NodeJS.ProcessEnv }, dir: string }} options
 */
export function embeddedCluster({ tools, dir }) {
  const argv = (...args) => [...LOADER, CLI, ...args, '--dir', dir];
  const options = { cwd: ROOT, env: tools.env };
  const readJson = name => {
    const file = path.join(dir, name);
    return fs.existsSync(file)
      ? JSON.parse(fs.readFileSync(file, 'utf8'))
      : undefined;
  };
  const call = (...args) => {
    const { status, stdout, stderr } = spawnSync(tools.node, argv(...args), {
      ...options,
      encoding: 'utf8',
    });
    if (status !== 0) {
      throw new StepError(`cluster ${args[0]} failed:\n${stdout}${stderr}`);
    }
    return stdout;
  };
  return {
    /**
     * Chooses ports and makes certificates, so that the portal can be configured before the cluster runs.
     *
     * @param {{ nodes?: 'simulated' | 'real', name?: string }} [choices]
     */
    init({ nodes = 'simulated', name = 'dev' } = {}) {
      call('init', '--nodes', nodes, '--name', name);
      return this.connection();
    },
    /** How to reach it; undefined before the first start. */
    connection: () => readJson('connection.json'),
    status: () => readJson('status.json'),
    /** Asks the command line, since a status file survives a reboot. */
    isRunning: () => JSON.parse(call('status', '--json'))?.phase === 'ready',
    /**
     * Builds and starts it; resolves when it is ready.
     *
     * @param {{ nodes?: 'simulated' | 'real', manifests?: string, onLine?: (line: string) => void }} [up]
     * @returns {{ child: import('node:child_process').ChildProcess, done: Promise<void> }}
     */
    up({ nodes = 'simulated', manifests, onLine } = {}) {
      const choices = [
        ...['--nodes', nodes],
        ...(manifests ? ['--manifests', manifests] : []),
      ];
      const child = spawn(tools.node, argv('up', '--detach', ...choices), {
        ...options,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8');
        stream.on('data', text => {
          output += text;
          for (const line of text.split('\n').filter(Boolean)) {
            onLine?.(line);
          }
        });
      }
      const done = new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', code =>
          code === 0
            ? resolve()
            : reject(
                new StepError(`The embedded cluster did not start:\n${output}`),
              ),
        );
      });
      return { child, done };
    },
    /** Waits until every API answers that its parts serve: metrics-server takes about 35 s after `up`. */
    waitForApis() {
      const { kubectl, adminKubeconfig } = this.connection();
      const { status, stderr } = spawnSync(
        kubectl,
        [
          ...['wait', '--for=condition=Available', 'apiservice', '--all'],
          ...['--timeout=120s', `--kubeconfig=${adminKubeconfig}`],
        ],
        { ...options, encoding: 'utf8' },
      );
      if (status !== 0) {
        throw new StepError(`Not every API of the cluster answers:\n${stderr}`);
      }
    },
    down: () => call('down'),
    reset: () => call('reset'),
  };
}
