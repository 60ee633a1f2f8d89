import { labError } from '../__testUtils__/FakeLabRuntime';
import { persist } from './persist';

const unavailable = labError('cluster-unavailable', 'No answer.');

describe('persist', () => {
  const signal = new AbortController().signal;
  const step = 'provision';
  const onRetry = jest.fn(async () => {});

  it('tells each reason once and returns what came at last', async () => {
    const answers = [unavailable, unavailable, 'done'];
    const action = async () => {
      const answer = answers.shift()!;
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    };
    await expect(
      persist({ step, limitMs: 10_000, signal, onRetry }, action),
    ).resolves.toBe('done');
    expect(onRetry).toHaveBeenCalledTimes(1);
  });

  it('gives up after the limit, with the last reason', async () => {
    const action = async () => {
      throw unavailable;
    };
    await expect(
      persist({ step, limitMs: 20, signal, onRetry }, action),
    ).rejects.toMatchObject({
      code: 'timeout',
      text: {
        en: 'No answer. Creating the sandbox was not finished after 0 s.',
        ko: 'No answer. (ko) 샌드박스 생성이 0초 안에 끝나지 않았습니다.',
      },
    });
  });

  it('gives up on a step that never answers', async () => {
    const action = () => new Promise<never>(() => {});
    await expect(
      persist({ step, limitMs: 20, signal, onRetry }, action),
    ).rejects.toMatchObject({ code: 'timeout' });
  });

  it('does not repeat what cannot get better', async () => {
    const action = jest.fn(async () => {
      throw labError('invalid-manifest', 'No.');
    });
    await expect(
      persist({ step, limitMs: 10_000, signal, onRetry }, action),
    ).rejects.toThrow('No.');
    expect(action).toHaveBeenCalledTimes(1);
  });

  it('believes a refusal only when it lasts', async () => {
    const refused = labError('forbidden', 'Not yet.');
    const answers = [refused, 'done'];
    const passing = async () => {
      const answer = answers.shift()!;
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    };
    await expect(
      persist({ step, limitMs: 10_000, signal, onRetry }, passing),
    ).resolves.toBe('done');
    const lasting = jest.fn(async () => {
      throw refused;
    });
    const options = { step, limitMs: 10_000, signal, onRetry } as const;
    await expect(
      persist({ ...options, patienceMs: 0 }, lasting),
    ).rejects.toThrow('Not yet.');
    expect(lasting).toHaveBeenCalledTimes(1);
  });

  it('lets a step that is told to stop come to its end', async () => {
    const stopped = new AbortController();
    let ended = false;
    const running = persist(
      { step, limitMs: 10_000, signal: stopped.signal, onRetry },
      inner =>
        new Promise((_, reject) => {
          inner.addEventListener('abort', () =>
            setImmediate(() => {
              ended = true;
              reject(inner.reason);
            }),
          );
        }),
    );
    stopped.abort();
    await expect(running).rejects.toThrow(/abort/i);
    expect(ended).toBe(true);
  });
});
