import { ClusterError } from '../../../gateway';
import type { CheckEvaluation } from '../../judge';
import { ManualClock } from '../../testing/ManualClock';
import { MemoryObjectSource } from '../../testing/MemoryObjectSource';
import { deployment, pod, text } from '../../testing/objects';
import { AskingEvaluator, type Question } from './AskingEvaluator';

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' };
const POD = { apiVersion: 'v1', kind: 'Pod' };
const PASSED: CheckEvaluation = { outcome: 'passed', evidence: [] };
const NOT_YET: CheckEvaluation = {
  outcome: 'notYet',
  message: text('No.'),
  evidence: [],
};

/** A question that is answered when the test says so. */
class HeldQuestion implements Question {
  readonly kinds = [DEPLOYMENT, POD];
  readonly signals: AbortSignal[] = [];
  #settle: { resolve(e: CheckEvaluation): void; reject(e: unknown): void }[] =
    [];

  /** Only Pods that say so matter. */
  matters: Question['matters'] = (objects, { kind }) =>
    kind === 'Pod'
      ? objects.filter(({ metadata }) => metadata.labels?.app === 'web')
      : objects;

  ask: Question['ask'] = (_objects, { signal }) => {
    this.signals.push(signal);
    return new Promise((resolve, reject) => {
      this.#settle.push({ resolve, reject });
    });
  };

  get asked() {
    return this.signals.length;
  }

  answer(evaluation: CheckEvaluation, index = this.asked - 1) {
    this.#settle[index].resolve(evaluation);
  }

  fail(error: unknown) {
    this.#settle[this.asked - 1].reject(error);
  }
}

const tick = () => new Promise(setImmediate);

describe('AskingEvaluator', () => {
  let clock: ManualClock;
  let source: MemoryObjectSource;
  let question: HeldQuestion;
  let changes: number;
  let evaluator: AskingEvaluator;

  beforeEach(() => {
    clock = new ManualClock();
    source = new MemoryObjectSource();
    question = new HeldQuestion();
    changes = 0;
    evaluator = AskingEvaluator.create({
      question,
      clock,
      onChange: () => {
        changes += 1;
      },
    });
    source.set('Deployment', [deployment('web')]);
    source.set('Pod', [pod('a')]);
  });

  const evaluate = () => evaluator.evaluate(source, new Date(clock.now()));

  async function answered(evaluation: CheckEvaluation) {
    const evaluating = evaluate();
    question.answer(evaluation);
    return evaluating;
  }

  /** Moves on to each planned question and answers it. */
  async function settle(evaluation: CheckEvaluation) {
    while (evaluator.dueAt !== undefined) {
      clock.advance(evaluator.dueAt - clock.now());
      expect(await answered(evaluation)).toEqual(evaluation);
    }
  }

  it('says nothing before everything is listed', async () => {
    source = new MemoryObjectSource();
    source.set('Deployment', []);
    expect(await evaluate()).toBeUndefined();
    expect(question.asked).toBe(0);
  });

  it('asks a few times after a change and then no more', async () => {
    const start = clock.now();
    expect(await answered(NOT_YET)).toEqual(NOT_YET);
    const due: number[] = [];
    while (evaluator.dueAt !== undefined) {
      due.push(evaluator.dueAt - start);
      clock.advance(evaluator.dueAt - clock.now());
      await answered(PASSED);
    }
    expect(due).toEqual([300, 900, 3_000]);
    clock.advance(3_600_000);
    expect(await evaluate()).toEqual(PASSED);
    expect(question.asked).toBe(4);
    expect(clock.pending).toBe(0);
  });

  it('asks anew when something changes that matters, and only then', async () => {
    await answered(PASSED);
    await settle(PASSED);
    const asked = question.asked;
    source.set('Pod', [pod('other', { labels: { app: 'db' } }), ...podsNow()]);
    expect(await evaluate()).toEqual(PASSED);
    expect(question.asked).toBe(asked);
    source.set('Deployment', [deployment('web')]);
    expect(await answered(NOT_YET)).toEqual(NOT_YET);
    expect(question.asked).toBe(asked + 1);
  });

  function podsNow() {
    const read = source.read(POD);
    return read.state === 'synced' ? read.objects : [];
  }

  it('does not repeat a pass while a new answer is late', async () => {
    await answered(PASSED);
    await settle(PASSED);
    source.set('Deployment', [deployment('web')]);
    const late = evaluate();
    clock.advance(1_000);
    expect(await late).toMatchObject({ outcome: 'unknown', reason: 'timeout' });
    expect(changes).toBe(0);
    question.answer(NOT_YET);
    await tick();
    expect(changes).toBe(1);
    expect(await answered(NOT_YET)).toEqual(NOT_YET);
  });

  it('drops the answer to a question that is out of date', async () => {
    const first = evaluate();
    clock.advance(1_000);
    await first;
    source.set('Deployment', [deployment('web')]);
    const second = evaluate();
    expect(question.signals.map(({ aborted }) => aborted)).toEqual([
      true,
      false,
    ]);
    question.answer(PASSED, 0);
    question.answer(NOT_YET, 1);
    expect(await second).toEqual(NOT_YET);
    expect(await evaluate()).toEqual(NOT_YET);
  });

  it('is unknown while a kind cannot be read, and asks anew after it', async () => {
    await answered(PASSED);
    await settle(PASSED);
    const asked = question.asked;
    const before = podsNow();
    source.setUnreachable('Pod');
    expect(await evaluate()).toMatchObject({
      outcome: 'unknown',
      reason: 'unreachable',
    });
    source.set('Pod', before);
    expect(await answered(NOT_YET)).toEqual(NOT_YET);
    expect(question.asked).toBe(asked + 1);
  });

  it.each([
    [401, 'Unauthorized', 'forbidden'],
    [403, 'Forbidden', 'forbidden'],
    [0, 'Timeout', 'timeout'],
    [0, 'Unreachable', 'unreachable'],
    [500, 'InternalError', 'error'],
  ])('is unknown after %s %s: %s', async (status, reason, wanted) => {
    const evaluating = evaluate();
    question.fail(new ClusterError({ status, reason, message: 'no' }));
    expect(await evaluating).toMatchObject({
      outcome: 'unknown',
      reason: wanted,
      message: { en: expect.any(String), ko: expect.stringMatching(/[가-힣]/) },
      evidence: [],
    });
  });

  it('tries again by itself, ever later, until there is an answer', async () => {
    const waits: number[] = [];
    let evaluating = evaluate();
    for (let round = 0; round < 8; round += 1) {
      question.fail(new Error('the review came back empty'));
      expect(await evaluating).toMatchObject({ reason: 'error' });
      waits.push(evaluator.dueAt! - clock.now());
      clock.advance(evaluator.dueAt! - clock.now());
      evaluating = evaluate();
    }
    expect(waits[0]).toBe(2_000);
    expect(Math.max(...waits)).toBe(60_000);
    question.answer(PASSED);
    expect(await evaluating).toEqual(PASSED);
    await settle(PASSED);
    expect(evaluator.dueAt).toBeUndefined();
  });

  it('asks nothing where the objects have the answer', async () => {
    let missing = true;
    evaluator = AskingEvaluator.create({
      question: {
        kinds: question.kinds,
        matters: question.matters,
        ask: question.ask,
        precondition: () => (missing ? NOT_YET : undefined),
      },
      clock,
      onChange: () => {},
    });
    expect(await evaluate()).toEqual(NOT_YET);
    expect(question.asked).toBe(0);
    missing = false;
    expect(await answered(PASSED)).toEqual(PASSED);
  });

  it('ends its question with the session', async () => {
    const evaluating = evaluate();
    evaluator.stop();
    expect(question.signals[0].aborted).toBe(true);
    expect(evaluator.dueAt).toBeUndefined();
    clock.advance(1_000);
    await evaluating;
    expect(clock.pending).toBe(0);
  });
});
