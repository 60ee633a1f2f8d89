import type { Verdict } from '@kubernetes-academy/backstage-plugin-academy-common';
import { eventually } from '../../../testing/eventually';
import { KindScene } from '../../testing/KindScene';
import { text } from '../../testing/objects';
import { resourcesKind } from './ResourcesEvaluator';

jest.setTimeout(120_000);

const SETTINGS = { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' };

describe('resourcesKind', () => {
  let scene: KindScene;

  beforeAll(async () => {
    scene = await KindScene.create(resourcesKind);
  });

  afterEach(() => scene.stopChecks());

  afterAll(() => scene.close());

  const write = (mode: string) =>
    scene.apply({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings' },
      data: { mode },
    });

  const isSafe = (
    options: { allowRecreate?: boolean } = {},
    setting: Parameters<KindScene['watch']>[1] = {},
  ) =>
    scene.watch(
      {
        resources: { settings: { ...SETTINGS, ...options } },
        assert: [
          { expr: 'settings.data.mode == "safe"', message: text('Not safe.') },
        ],
        message: undefined,
      },
      setting,
    );

  const outcomes = (verdicts: Verdict[]) =>
    verdicts.map(({ outcome }) => outcome);

  async function uidOf(): Promise<string> {
    const { namespace } = scene;
    const { metadata } = await scene.admin.get({ ...SETTINGS, namespace });
    return metadata.uid!;
  }

  it('does not take an object that was deleted and made anew for the given one', async () => {
    await write('broken');
    const uid = await uidOf();
    const setting = { pins: [{ ...SETTINGS, uid }] };
    const given = isSafe({}, setting);
    const any = isSafe({ allowRecreate: true }, setting);
    await eventually(() =>
      expect(given.verdict()).toMatchObject({
        outcome: 'notYet',
        message: text('Not safe.'),
      }),
    );

    await scene.delete('v1', 'ConfigMap', 'settings');
    await eventually(() =>
      expect(given.verdict()).toMatchObject({
        message: { en: 'ConfigMap "settings" was not found in the sandbox.' },
      }),
    );
    await write('safe');
    await eventually(() =>
      expect(any.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await eventually(() =>
      expect(given.verdict()).toMatchObject({
        outcome: 'notYet',
        message: { en: expect.stringContaining('another object') },
      }),
    );
    expect(given.verdict()).toMatchObject({
      evidence: [{ uid: await uidOf() }],
    });
    expect(outcomes(given.reported)).not.toContain('passed');
  });

  it('is unknown and never notYet when the checker loses its rights in the middle', async () => {
    await write('safe');
    const live = isSafe();
    await eventually(() =>
      expect(live.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await scene.withoutChecker(async () => {
      await eventually(() =>
        expect(live.verdict()).toMatchObject({
          outcome: 'unknown',
          reason: 'forbidden',
        }),
      );
    });
    await eventually(() =>
      expect(live.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    expect(outcomes(live.reported)).toEqual(['passed', 'unknown', 'passed']);
  });

  it('is unknown while nothing answers, and reads everything anew', async () => {
    await write('safe');
    const live = isSafe();
    await eventually(() =>
      expect(live.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await scene.proxy.cut();
    await eventually(() =>
      expect(live.verdict()).toMatchObject({
        outcome: 'unknown',
        reason: 'unreachable',
      }),
    );
    await write('broken');
    await scene.proxy.mend();
    await eventually(() =>
      expect(live.verdict()).toMatchObject({
        outcome: 'notYet',
        message: text('Not safe.'),
      }),
    );
    expect(outcomes(live.reported)).toEqual(['passed', 'unknown', 'notYet']);
  });
});
