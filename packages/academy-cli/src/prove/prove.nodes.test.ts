import { resolve } from 'node:path';
import { readConnection } from '@kubernetes-academy/dev-cluster';
import type { LabRuntime } from '@kubernetes-academy/lab-engine';
import { copyLessons } from '../__testUtils__/copyLessons';
import { embeddedCluster, openCluster } from './openCluster';
import { prove } from './prove';

const connection = readConnection(
  process.env.ACADEMY_TEST_CLUSTER_REAL ??
    resolve(__dirname, '../../../../.academy/test-cluster-real'),
);
const MODULE = 'engine-examples/real-containers';
const LAB = 'look-inside';

jest.setTimeout(180_000);

describe('a solution that runs a command in a container', () => {
  const { signal } = new AbortController();
  let runtime: LabRuntime;
  let lessons: Awaited<ReturnType<typeof copyLessons>>;

  beforeAll(async () => {
    runtime = await openCluster(embeddedCluster(connection), signal);
  });

  afterAll(() => runtime.close());

  beforeEach(async () => {
    lessons = await copyLessons(MODULE);
    await lessons.edit(`${LAB}/unit.yaml`, spec => {
      spec.mutants = [];
    });
  });

  afterEach(() => lessons.remove());

  async function run() {
    let output = '';
    const report = await prove({
      root: lessons.root,
      units: [`${MODULE}/${LAB}`],
      runtime,
      cluster: connection.name,
      instance: `test-${process.pid}`,
      print: text => {
        output += text;
      },
      signal,
    });
    return { output, report };
  }

  it('is proven when the command does what it should', async () => {
    const { output, report } = await run();

    expect(output).toContain('solution: ok');
    expect(report).toMatchObject({
      proven: 1,
      failed: 0,
      flaky: 0,
      notProven: 0,
    });
  });

  it('fails with the words of a command that fails', async () => {
    await lessons.edit(`${LAB}/unit.yaml`, spec => {
      for (const step of spec.tasks[0].solution) {
        if (step.exec) {
          step.exec.command = ['sh', '-c', 'echo no ink >&2; exit 3'];
        }
      }
    });

    const { output, report } = await run();

    expect(output).toContain(
      'FAILED: sh -c echo no ink >&2; exit 3 ends with 3: no ink',
    );
    expect(report).toMatchObject({
      proven: 0,
      failed: 1,
      flaky: 0,
      notProven: 0,
    });
  });
});
