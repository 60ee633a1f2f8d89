import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What go.mod asks for. */
export const MINIMUM_GO = { major: 1, minor: 26 };
/** From this version on Go fetches a newer toolchain by itself, unless told not to. */
const FIRST_SWITCHING_GO_MINOR = 21;

/** Result of looking for a Go that can build the binaries. */
export type GoToolchain =
  | { suitable: true; command: string; version: string }
  | { suitable: false; reason: string };

/**
 * Looks for `go` on the PATH.
 *
 * @param env - environment of the later build, decides PATH and GOTOOLCHAIN
 */
export async function findGo(
  env: NodeJS.ProcessEnv = process.env,
): Promise<GoToolchain> {
  let output: string;
  try {
    // Outside of any module, so that it answers for itself and fetches nothing.
    const options = { cwd: tmpdir(), env: { ...env, GOWORK: 'off' } };
    const result = await run(
      'go',
      ['env', 'GOVERSION', 'GOTOOLCHAIN'],
      options,
    );
    output = result.stdout;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return {
      suitable: false,
      reason: missing
        ? 'there is no "go" on the PATH'
        : `"go env" failed: ${(error as Error).message.trim()}`,
    };
  }
  const [version, toolchain] = output.trim().split('\n');
  return judgeGo(version, toolchain ?? '');
}

/** Decides by version (`go1.26.8`) and GOTOOLCHAIN. */
export function judgeGo(version: string, toolchain: string): GoToolchain {
  const match = /^go(\d+)\.(\d+)/.exec(version);
  const major = Number(match?.[1] ?? 0);
  const minor = Number(match?.[2] ?? 0);
  const newEnough =
    major > MINIMUM_GO.major ||
    (major === MINIMUM_GO.major && minor >= MINIMUM_GO.minor);
  const mayFetchNewer =
    major === MINIMUM_GO.major &&
    minor >= FIRST_SWITCHING_GO_MINOR &&
    (toolchain.startsWith('auto') || toolchain.endsWith('auto'));
  if (newEnough || mayFetchNewer) {
    return { suitable: true, command: 'go', version };
  }
  return {
    suitable: false,
    reason: `${version} is older than Go ${MINIMUM_GO.major}.${MINIMUM_GO.minor} and may not fetch a newer one (GOTOOLCHAIN=${toolchain})`,
  };
}
