import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The root of the repository. */
export const ROOT = resolve(__dirname, '../../../../..');

const LESSONS = join(ROOT, 'lessons');

/** How to reach the embedded cluster of the tests. */
export interface TestCluster {
  name: string;
  server: string;
  caFile: string;
  academyTokenFile: string;
  adminKubeconfig: string;
  kubectl: string;
}

/** @throws Error with what to run when there is no cluster: these tests never skip. */
export function testCluster(): TestCluster {
  const folder =
    process.env.ACADEMY_TEST_CLUSTER ?? join(ROOT, '.academy/test-cluster');
  try {
    return JSON.parse(readFileSync(join(folder, 'connection.json'), 'utf8'));
  } catch (cause) {
    throw new Error(
      `No cluster in ${folder}: run npm run cluster -- up --dir ${folder}`,
      { cause },
    );
  }
}

/** What a command printed and how it ended. */
export interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** The real kubectl with a kubeconfig: the learner's hand, or the administrator's. */
export function kubectl(
  kubeconfig: string,
  args: string[],
): Promise<CommandResult> {
  return new Promise(done =>
    execFile(
      testCluster().kubectl,
      ['--kubeconfig', kubeconfig, ...args],
      (error, stdout, stderr) => {
        done({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr });
      },
    ),
  );
}

/** A file of a unit. */
export function lessonFile(unitId: string, file: string): string {
  return join(LESSONS, unitId, file);
}
