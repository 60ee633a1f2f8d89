import { mockServices } from '@backstage/backend-test-utils';
import {
  FakeLabRuntime,
  labError,
} from '../attempts/__testUtils__/FakeLabRuntime';
import { auditEffects } from './auditEffects';

const SANDBOX = { cluster: 'dev', namespace: 'acad-1', uid: 'u1' };

function setUp() {
  const auditor = mockServices.auditor.mock();
  const ended: string[] = [];
  auditor.createEvent.mockImplementation(async ({ meta }) => ({
    success: async () => void ended.push(`${meta?.actionType} done`),
    fail: async () => void ended.push(`${meta?.actionType} failed`),
  }));
  const fake = new FakeLabRuntime();
  const runtime = auditEffects({ runtime: fake, auditor });
  const written = () => auditor.createEvent.mock.calls.map(([event]) => event);
  return { runtime, fake, written, ended };
}

describe('auditEffects', () => {
  it('writes down every effect of a worker, with its sandbox', async () => {
    const { runtime, written, ended } = setUp();
    await runtime.provision({
      cluster: 'dev',
      namespace: 'acad-1',
      owner: { instance: 'test', attemptId: 'a1' },
      expiresAt: new Date(),
    });
    await runtime.applySetup(SANDBOX, []);
    await runtime.injectFaults(SANDBOX, [], async () => {});
    await runtime.rollBack(SANDBOX, []);
    await runtime.wipe(SANDBOX);
    await runtime.remove(SANDBOX);
    expect(written().map(({ meta }) => meta)).toEqual([
      {
        actionType: 'provision',
        cluster: 'dev',
        namespace: 'acad-1',
        attemptId: 'a1',
      },
      ...['setup', 'inject', 'roll-back', 'wipe', 'remove'].map(actionType => ({
        actionType,
        ...SANDBOX,
      })),
    ]);
    expect(written().every(event => event.eventId === 'sandbox-effect')).toBe(
      true,
    );
    expect(ended).toHaveLength(6);
  });

  it('writes down what failed, and lets it through', async () => {
    const { runtime, fake, ended } = setUp();
    fake.fail('wipe', labError('cluster-unavailable', 'No answer.'));
    await expect(runtime.wipe(SANDBOX)).rejects.toThrow('No answer.');
    expect(ended).toEqual(['wipe failed']);
  });

  it('writes one removal down once, however often it is asked for', async () => {
    const { runtime, fake, written } = setUp();
    const answers = [false, false, true, true];
    fake.remove = async () => answers.shift()!;
    for (const gone of [...answers]) {
      expect(await runtime.remove(SANDBOX)).toBe(gone);
    }
    expect(written()).toHaveLength(2);
  });

  it('says nothing about reads', async () => {
    const { runtime, fake, written } = setUp();
    expect(runtime.clusters()).toBe(fake.status);
    expect(await runtime.listSandboxes('dev', 'test')).toEqual([]);
    expect(await runtime.readObjects(SANDBOX, [])).toEqual([]);
    expect(written()).toEqual([]);
  });
});
