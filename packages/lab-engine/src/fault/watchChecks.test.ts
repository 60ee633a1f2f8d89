import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import { createCelEngine, type CelEngine } from '../cel';
import { sessionsOf } from '../check/testing/sessionsOf';
import type { SandboxRef } from '../runtime/types';
import { openSandbox } from '../testing/openSandbox';
import { TestCluster } from '../testing/testCluster';
import { proveFault, waitUntilPassed, type OpenSession } from './watchChecks';

jest.setTimeout(60_000);

/** Says something about the value in ConfigMap `settings`. */
function check(id: string, expr: string, stableFor = '0s'): Check {
  const text = { en: `Check ${id}`, ko: `검사 ${id}` };
  return {
    id,
    title: text,
    resources: {
      settings: { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' },
    },
    assert: [{ expr, message: text }],
    stableFor,
  };
}

const broken = check('broken', 'settings.data.value == "broken"');
const fixed = check('fixed', 'settings.data.value == "fixed"');

describe('waiting for checks', () => {
  let test: TestCluster;
  let engine: CelEngine;
  let sandbox: SandboxRef;
  let open: OpenSession;

  beforeAll(async () => {
    test = TestCluster.create();
    engine = createCelEngine();
    const provisioned = await test.newSandbox();
    sandbox = provisioned.ref;
    open = sessionsOf(openSandbox(provisioned), engine);
  });

  afterAll(async () => {
    await engine.close();
    await test.close();
  });

  async function write(value: string) {
    const { namespace } = sandbox;
    const body = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings' },
      data: { value },
    };
    await test.client.apply(body, { namespace });
  }

  const prove = (options: Partial<Parameters<typeof proveFault>[1]> = {}) =>
    proveFault(open, {
      symptoms: [broken],
      checks: [fixed],
      windowMs: 300,
      timeoutMs: 30_000,
      ...options,
    });

  it('passes once all checks hold together', async () => {
    await write('new');
    const waiting = waitUntilPassed(open, [fixed], { timeoutMs: 30_000 });
    await write('fixed');
    await expect(waiting).resolves.toBeUndefined();
  });

  it('names the checks that did not pass in time', async () => {
    await write('new');
    await expect(
      waitUntilPassed(open, [fixed, check('any', 'true')], { timeoutMs: 1000 }),
    ).rejects.toMatchObject({
      code: 'timeout',
      text: {
        en: expect.stringMatching(/^(?!.*Check any).*Check fixed/),
        ko: expect.stringContaining('검사 fixed'),
      },
    });
  });

  it('proves a fault by its symptoms', async () => {
    await write('new');
    const proving = prove();
    await write('broken');
    await expect(proving).resolves.toBeUndefined();
  });

  it('does not prove a fault whose symptoms do not show', async () => {
    await write('new');
    await expect(prove({ timeoutMs: 1000 })).rejects.toMatchObject({
      code: 'fault-not-proven',
      text: { ko: expect.stringContaining('검사 broken') },
    });
  });

  it('does not prove a fault that leaves nothing to solve', async () => {
    await write('broken');
    const holds = check('holds', 'settings.data.value != ""');
    await expect(
      prove({ checks: [holds], timeoutMs: 1000 }),
    ).rejects.toMatchObject({
      code: 'fault-not-proven',
      text: { en: expect.stringContaining('hold already') },
    });
  });

  it('does not take a question for failed that nobody could answer yet', async () => {
    await write('broken');
    const holds = check('holds', 'settings.data.value != ""');
    const asked: Check = {
      ...holds,
      id: 'asked',
      resources: {},
      assert: [],
      answer: { prompt: holds.title, accept: ['a'], caseSensitive: false },
      message: holds.title,
    };
    await expect(
      prove({ checks: [holds, asked], timeoutMs: 1000 }),
    ).rejects.toMatchObject({ code: 'fault-not-proven' });
    await expect(prove({ checks: [fixed, asked] })).resolves.toBeUndefined();
    await expect(prove({ checks: [asked] })).resolves.toBeUndefined();
  });

  it('passes on what belongs to the attempt', async () => {
    await write('broken');
    const { namespace } = sandbox;
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' };
    const { metadata } = await test.client.get({ ...ref, namespace });
    const holds = check('holds', 'settings.data.value != ""');
    const pins = [{ ...ref, uid: metadata.uid! }];
    const other = [{ ...ref, uid: 'of-another-object' }];
    await expect(prove({ pins })).resolves.toBeUndefined();
    await expect(prove({ pins: other, timeoutMs: 1000 })).rejects.toThrow();
    await expect(
      waitUntilPassed(open, [holds], { timeoutMs: 1000, pins: other }),
    ).rejects.toMatchObject({ code: 'timeout' });
  });

  it('does not take a check for failed that only waits for its window', async () => {
    await write('broken');
    const holds = check('holds', 'settings.data.value != ""', '1h');
    await expect(
      prove({ checks: [holds], timeoutMs: 1000 }),
    ).rejects.toMatchObject({ code: 'fault-not-proven' });
  });

  it('proves nothing by what cannot be read', async () => {
    await write('broken');
    const unreadable = {
      ...fixed,
      resources: {
        ...fixed.resources,
        x: { apiVersion: 'example.com/v1', kind: 'Unknown', name: 'x' },
      },
    };
    await expect(
      prove({ checks: [unreadable], timeoutMs: 1000 }),
    ).rejects.toMatchObject({ code: 'fault-not-proven' });
  });

  it('stops when it is told to', async () => {
    const abort = new AbortController();
    const proving = prove({ signal: abort.signal });
    abort.abort(new Error('the attempt was ended'));
    await expect(proving).rejects.toThrow('the attempt was ended');
  });
});
