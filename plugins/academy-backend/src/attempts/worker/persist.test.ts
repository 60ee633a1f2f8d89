import { labError } from '../__testUtils__/FakeLabRuntime';
import { persist } from './persist';

const unavailable = labError('cluster-unavailable', 'No answer.');

describe('persist', () => {
  const signal = new AbortController().signal;
  const onRetry = jest.fn(async () => {});

  it('tells each reason once and returns what came at last', async () => {
    const answers = [unavailable, unavailable, 'done'];
    const step = async () => {
      const answer = answers.shift()!;
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    };
    await expect(
      persist({ limitMs: 10_000, signal, onRetry }, step),
    ).resolves.toBe('done');
    expect(onRetry).toHaveBeenCalledTimes(1);
  });

  it('gives up after the limit, with the last reason', async () => {
    const step = async () => {
      throw unavailable;
    };
    await expect(
      persist({ limitMs: 20, signal, onRetry }, step),
    ).rejects.toMatchObject({
      code: 'timeout',
      text: {
        en: 'No answer. It was not finished after 0 s.',
        ko: 'No answer. (ko) 0초 안에 끝나지 않았습니다.',
      },
    });
  });

  it('gives up on a step that never answers', async () => {
    const step = () => new Promise<never>(() => {});
    await expect(
      persist({ limitMs: 20, signal, onRetry }, step),
    ).rejects.toMatchObject({ code: 'timeout' });
  });

  it('does not repeat what cannot get better', async () => {
    const step = jest.fn(async () => {
      throw labError('forbidden', 'No.');
    });
    await expect(
      persist({ limitMs: 10_000, signal, onRetry }, step),
    ).rejects.toThrow('No.');
    expect(step).toHaveBeenCalledTimes(1);
  });

  it('lets a step that is told to stop come to its end', async () => {
    const stopped = new AbortController();
    let ended = false;
    const running = persist(
      { limitMs: 10_000, signal: stopped.signal, onRetry },
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
