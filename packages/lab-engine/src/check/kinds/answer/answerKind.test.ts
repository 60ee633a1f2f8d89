import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import { createCelEngine } from '../../../cel';
import { deployment, text, WEB } from '../../testing/objects';
import { ManualClock } from '../../testing/ManualClock';
import { MemoryObjectSource } from '../../testing/MemoryObjectSource';
import { NO_CLUSTER } from '../../testing/noCluster';
import { TypedAnswers } from '../../testing/TypedAnswers';
import type { CheckEvaluator } from '../types';
import { answerKind } from './answerKind';

const engine = createCelEngine();

afterAll(() => engine.close());

describe('answerKind', () => {
  const WRONG = text('Look at the events of the Pod.');
  const clock = new ManualClock();
  let source: MemoryObjectSource;
  let answers: TypedAnswers;
  let changes: number;
  let evaluator: CheckEvaluator | undefined;

  beforeEach(() => {
    source = new MemoryObjectSource();
    answers = new TypedAnswers('asked');
    changes = 0;
  });

  afterEach(() => evaluator?.stop());

  function open(
    answer: Partial<NonNullable<Check['answer']>>,
    resources: Check['resources'] = {},
  ) {
    const opened = answerKind.open({
      check: {
        id: 'asked',
        title: text('Asked'),
        resources,
        assert: [],
        answer: { prompt: text('Which?'), caseSensitive: false, ...answer },
        message: WRONG,
      },
      context: { ...NO_CLUSTER, engine, clock, answers },
      onChange: () => {
        changes += 1;
      },
    });
    evaluator = opened;
    return {
      opened,
      grade(typed?: string) {
        if (typed !== undefined) answers.type(typed);
        return opened.evaluate(source, new Date(clock.now()));
      },
    };
  }

  it('waits for an answer with a sentence of its own', async () => {
    const { grade } = open({ accept: ['OOMKilled'] });
    const waiting = {
      outcome: 'notYet',
      message: {
        en: 'There is no answer yet.',
        ko: '아직 답을 제출하지 않았습니다.',
      },
      evidence: [],
    };
    expect(await grade()).toEqual(waiting);
    expect(await grade(' \u200b')).toEqual(waiting);
  });

  it('takes each accepted text, however it is typed', async () => {
    const { grade } = open({ accept: ['OOMKilled', 'Out of memory'] });
    for (const right of [
      'oomkilled',
      ' OUT  OF\tMEMORY',
      'ＯＯＭＫｉｌｌｅｄ',
    ]) {
      expect(await grade(right)).toEqual({ outcome: 'passed', evidence: [] });
    }
    for (const wrong of ['oom', 'OOMKilled!', 'constructor', '__proto__']) {
      expect(await grade(wrong)).toEqual({
        outcome: 'notYet',
        message: WRONG,
        evidence: [],
      });
    }
  });

  it('minds upper and lower case where it should', async () => {
    const { grade } = open({ accept: ['ReadWriteOnce'], caseSensitive: true });
    expect(await grade('readwriteonce')).toMatchObject({ outcome: 'notYet' });
    expect(await grade(' ReadWriteOnce ')).toMatchObject({ outcome: 'passed' });
  });

  it('matches the whole answer, all alternatives of it', async () => {
    const { grade } = open({ matches: 'Exit code 13[79]|13[79]' });
    expect(await grade('137')).toMatchObject({ outcome: 'passed' });
    expect(await grade('exit code 139')).toMatchObject({ outcome: 'passed' });
    expect(await grade('137 or 138')).toMatchObject({ outcome: 'notYet' });
    expect(await grade('not 137')).toMatchObject({ outcome: 'notYet' });
  });

  it('grades against objects, and again when they change', async () => {
    const { opened, grade } = open(
      { expr: 'int(answer) == web.spec.replicas' },
      WEB,
    );
    expect(opened.kinds).toEqual([
      { apiVersion: 'apps/v1', kind: 'Deployment' },
    ]);
    expect(await grade('3')).toBeUndefined();
    source.set('Deployment', [deployment('web', { replicas: 3 })]);
    expect(await grade()).toEqual({ outcome: 'passed', evidence: [] });
    expect(await grade('4')).toEqual({
      outcome: 'notYet',
      message: WRONG,
      evidence: [],
    });
    source.set('Deployment', [deployment('web', { replicas: 4 })]);
    expect(await grade()).toEqual({ outcome: 'passed', evidence: [] });
    expect(await grade('four')).toMatchObject({ message: WRONG });
  });

  it('never says which object it is about', async () => {
    const culprit = {
      web: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'culprit' },
    };
    const { grade } = open({ expr: 'answer == web.metadata.name' }, culprit);
    source.set('Deployment', [deployment('web')]);
    const missing = await grade('web');
    expect(missing).toMatchObject({ outcome: 'notYet', evidence: [] });
    source.setUnreachable('Deployment');
    const unreadable = await grade();
    expect(unreadable).toMatchObject({ outcome: 'unknown', evidence: [] });
    source.set('Deployment', [deployment('culprit')]);
    const right = await grade('culprit');
    expect(right).toEqual({ outcome: 'passed', evidence: [] });
    const told = JSON.stringify([missing, unreadable, right]);
    expect(told).not.toContain('culprit');
  });

  it('does not tell the expression when it does not fit', async () => {
    const { grade } = open({ expr: 'answer + "secret"' });
    const evaluation = await grade('x');
    expect(evaluation).toMatchObject({
      outcome: 'unknown',
      reason: 'error',
      message: { ko: expect.stringContaining('채점하지 못했습니다') },
    });
    expect(JSON.stringify(evaluation)).not.toContain('secret');
  });

  it('hears of new answers until it is stopped', async () => {
    const { opened } = open({ accept: ['a'] });
    answers.type('b');
    expect(changes).toBe(1);
    opened.stop();
    answers.type('c');
    expect(changes).toBe(1);
    expect(answers.listeners.size).toBe(0);
  });
});
