import { eventually } from '../../../testing/eventually';
import { KindScene } from '../../testing/KindScene';
import { text } from '../../testing/objects';
import { eventKind } from './eventKind';

jest.setTimeout(120_000);

const CORE = { apiVersion: 'v1', kind: 'Event' };

describe('eventKind', () => {
  let scene: KindScene;

  beforeAll(async () => {
    scene = await KindScene.create(eventKind);
  });

  afterEach(() => scene.stopChecks());

  afterAll(() => scene.close());

  const report = (name: string, about: string, rest: object = {}) =>
    scene.apply({
      ...CORE,
      metadata: { name },
      involvedObject: {
        kind: 'Pod',
        name: about,
        namespace: scene.namespace,
      },
      reason: 'BackOff',
      type: 'Warning',
      message: 'Back-off restarting failed container app',
      ...rest,
    });

  const event = (
    fields: Partial<NonNullable<Parameters<KindScene['watch']>[0]['event']>>,
  ) =>
    scene.watch({
      event: {
        regarding: { kind: 'Pod', namePrefix: 'web-' },
        reason: 'BackOff',
        atLeast: 1,
        ...fields,
      },
    });

  it('passes once the cluster has reported it, with the Event as evidence', async () => {
    const live = event({ type: 'Warning', contains: 'restarting' });
    await eventually(() =>
      expect(live.verdict()).toMatchObject({ outcome: 'notYet' }),
    );
    expect(live.verdict()).toMatchObject({
      message: text('It does not hold.'),
      evidence: [{ ...CORE, name: 'Pod=web-*', observed: '0', want: '>= 1' }],
    });
    await report('web-1.a', 'web-1');
    await eventually(() =>
      expect(live.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    expect(live.verdict()).toMatchObject({
      evidence: [
        { name: 'Pod=web-*', observed: '1' },
        { ...CORE, name: 'web-1.a', uid: expect.any(String) },
      ],
    });
  });

  it.each([
    ['another object', 'x.a', 'api-1', {}],
    ['another reason', 'x.b', 'web-1', { reason: 'Pulled' }],
    ['another type', 'x.c', 'web-1', { type: 'Normal' }],
    ['another message', 'x.d', 'web-1', { message: 'Back-off pulling image' }],
  ])('does not count %s', async (_what, name, about, rest) => {
    const { namespace } = scene;
    await scene.admin.deleteCollection({ ...CORE, namespace });
    await report(name, about, rest);
    const all = scene.watch({
      event: {
        regarding: { kind: 'Pod', name: about },
        reason: (rest as { reason?: string }).reason ?? 'BackOff',
        atLeast: 1,
      },
    });
    const live = event({ type: 'Warning', contains: 'restarting' });
    await eventually(() =>
      expect(all.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await eventually(() =>
      expect(live.verdict()).toMatchObject({
        outcome: 'notYet',
        evidence: [{ observed: '0' }],
      }),
    );
  });

  it('counts what the API server has aggregated, over all Events', async () => {
    const { namespace } = scene;
    await scene.admin.deleteCollection({ ...CORE, namespace });
    const live = event({ atLeast: 9 });
    await report('web-1.a', 'web-1', { count: 3 });
    await eventually(() =>
      expect(live.verdict()).toMatchObject({
        outcome: 'notYet',
        evidence: [{ observed: '3' }, {}],
      }),
    );
    await report('web-2.a', 'web-2', {
      eventTime: '2026-01-05T09:00:00.000000Z',
      series: { count: 5, lastObservedTime: '2026-01-05T09:00:00.000000Z' },
      reportingComponent: 'kubelet',
      reportingInstance: 'node-1',
      action: 'BackOff',
    });
    await eventually(() =>
      expect(live.verdict()).toMatchObject({
        outcome: 'notYet',
        evidence: [{ observed: '8' }, {}, {}],
      }),
    );
    await report('web-1.a', 'web-1', { count: 4 });
    await eventually(() =>
      expect(live.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await scene.delete('v1', 'Event', 'web-2.a');
    await eventually(() =>
      expect(live.verdict()).toMatchObject({
        outcome: 'notYet',
        evidence: [{ observed: '4' }, {}],
      }),
    );
  });

  it('cannot be forged by the learner', async () => {
    const { learner } = scene.open.identities;
    const { namespace } = scene;
    const forged = {
      ...CORE,
      metadata: { name: 'forged' },
      involvedObject: { kind: 'Pod', name: 'web-1', namespace },
    };
    await expect(learner.create(forged, { namespace })).rejects.toMatchObject({
      status: 403,
    });
  });

  it('is unknown when the checker loses its rights in the middle', async () => {
    await report('web-1.z', 'web-1');
    const live = event({});
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
    expect(live.reported.map(({ outcome }) => outcome)).not.toContain('notYet');
  });
});
