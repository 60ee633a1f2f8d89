import { eventually } from '../../../testing/eventually';
import { KindScene } from '../../testing/KindScene';
import { TypedAnswers } from '../../testing/TypedAnswers';
import { text } from '../../testing/objects';
import { answerKind } from './answerKind';

jest.setTimeout(120_000);

describe('answerKind on a real API server', () => {
  let scene: KindScene;

  beforeAll(async () => {
    scene = await KindScene.create(answerKind);
  });

  afterAll(() => scene.close());

  it('follows the objects that an answer is about, and is unknown without them', async () => {
    const answers = new TypedAnswers();
    const write = (mode: string) =>
      scene.apply({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'settings' },
        data: { mode },
      });
    await write('safe');
    const live = scene.watch(
      {
        resources: {
          settings: { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' },
        },
        answer: {
          prompt: text('Which mode?'),
          expr: 'answer == settings.data.mode',
          caseSensitive: false,
        },
      },
      { answers },
    );
    await eventually(() =>
      expect(live.verdict()).toMatchObject({
        outcome: 'notYet',
        message: { en: 'There is no answer yet.' },
      }),
    );
    answers.type(' SAFE ');
    await eventually(() =>
      expect(live.verdict()).toMatchObject({ outcome: 'passed', evidence: [] }),
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
    await write('fast');
    await eventually(() =>
      expect(live.verdict()).toMatchObject({
        outcome: 'notYet',
        message: text('It does not hold.'),
        evidence: [],
      }),
    );
    await scene.delete('v1', 'ConfigMap', 'settings');
    await eventually(() =>
      expect(live.verdict()).toMatchObject({
        outcome: 'notYet',
        message: { ko: expect.stringContaining('채점할 수 없습니다') },
      }),
    );
  });
});
