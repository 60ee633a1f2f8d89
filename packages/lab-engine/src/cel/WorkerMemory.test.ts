import { encodeInput, type EncodedInput } from './encodeInput';
import { KEPT_LIMIT_BYTES } from './limits';
import { WorkerMemory } from './WorkerMemory';

function encode(variables: Record<string, unknown>): EncodedInput {
  return encodeInput(variables) as EncodedInput;
}

describe('WorkerMemory', () => {
  it('sends an object once and refers to it from then on', () => {
    const memory = new WorkerMemory();
    const [web, one, two] = [{ a: 1 }, { b: 1 }, { b: 2 }];

    const first = memory.refer(encode({ web, pods: [one, one] }));
    const second = memory.refer(encode({ web, pods: [one, two] }));

    expect(first.keep.map(([, json]) => json)).toEqual(['{"a":1}', '{"b":1}']);
    expect(second.keep.map(([, json]) => json)).toEqual(['{"b":2}']);
    const [[, webKey], [, podKeys]] = second.input;
    expect(webKey).toBe(first.keep[0][0]);
    expect(podKeys).toEqual([first.keep[1][0], second.keep[0][0]]);
  });

  it('sends what is no object each time', () => {
    const memory = new WorkerMemory();
    const input = encode({ answer: 'web', none: null });
    for (const _time of [1, 2]) {
      expect(memory.refer(input)).toEqual({
        forget: [],
        keep: [],
        input: [
          ['answer', '"web"'],
          ['none', 'null'],
        ],
      });
    }
  });

  it('forgets what was not used for longest, and sends it again when asked', () => {
    const memory = new WorkerMemory();
    const large = () => ({ text: 'x'.repeat(KEPT_LIMIT_BYTES / 5) });
    const objects = [large(), large(), large(), large(), large()];
    const keys = objects
      .slice(0, 4)
      .map(o => memory.refer(encode({ o })).keep[0][0]);

    memory.refer(encode({ o: objects[0] }));
    const { forget } = memory.refer(encode({ o: objects[4] }));

    expect(forget).toEqual([keys[1]]);
    expect(memory.refer(encode({ o: objects[0] })).keep).toEqual([]);
    expect(memory.refer(encode({ o: objects[1] })).keep).toHaveLength(1);
  });
});
