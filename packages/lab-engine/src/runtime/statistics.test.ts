import { createCelEngine } from '../cel';
import { eventually } from '../testing/eventually';
import { TestCluster } from '../testing/testCluster';
import { createLabRuntime } from './createLabRuntime';
import type { LabRuntime, WatchScope } from './types';

jest.setTimeout(60_000);

const title = { en: 'Title', ko: '제목' };
const binding = (kind: string) => ({ apiVersion: 'v1', kind, selector: {} });
const check = (id: string, kinds: string[]) => ({
  id,
  title,
  resources: Object.fromEntries(
    kinds.map(kind => [kind.toLowerCase(), binding(kind)]),
  ),
  assert: [{ expr: 'true', message: title }],
});

describe('statistics', () => {
  let test: TestCluster;
  let runtime: LabRuntime;

  beforeAll(() => {
    test = TestCluster.create();
  });

  afterEach(() => runtime.close());
  afterAll(() => test.close());

  it.each<WatchScope>(['sandbox', 'cluster'])(
    'counts the watches that are open in scope %s',
    async watchScope => {
      runtime = createLabRuntime({
        clusters: [{ ...test.options, watchScope }],
      });
      const sandboxes = await Promise.all(
        [test.input(), test.input()].map(input => runtime.provision(input)),
      );
      expect(runtime.statistics()).toEqual({
        watches: { [test.options.name]: 0 },
        workerKills: 0,
      });
      const sessions = sandboxes.map(sandbox =>
        runtime.openCheckSession({
          sandbox,
          checks: [check('a', ['Pod', 'Secret']), check('b', ['Pod'])],
          onVerdicts: () => {},
        }),
      );
      // One per kind: of each sandbox, or of all of them together.
      const expected = watchScope === 'sandbox' ? 4 : 2;
      expect(runtime.statistics().watches).toEqual({
        [test.options.name]: expected,
      });
      await Promise.all(sessions.map(session => session.stop()));
      await eventually(() =>
        expect(runtime.statistics().watches).toEqual({
          [test.options.name]: 0,
        }),
      );
      await Promise.all(sandboxes.map(sandbox => runtime.remove(sandbox)));
    },
  );

  it('counts workers that were ended for an expression', async () => {
    runtime = createLabRuntime({ clusters: [] });
    const engine = createCelEngine();
    const items = Array.from({ length: 20_000 }, (_, index) => index);
    const quadratic = await engine.evaluate({
      variables: { web: { items } },
      expressions: ['web.items.all(a, web.items.all(b, a + b >= 0))'],
    });
    expect(quadratic).toMatchObject({ state: 'failed', reason: 'timeout' });
    expect(engine.kills).toBe(1);
    // An end that nobody has caused is none of them.
    await engine.evaluate({ variables: {}, expressions: ['true'] });
    await engine.close();
    expect(engine.kills).toBe(1);
  });
});
