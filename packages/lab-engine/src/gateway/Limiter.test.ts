import { setImmediate as turn } from 'node:timers/promises';
import { Limiter } from './Limiter';

describe('Limiter', () => {
  it('never lets more run than its limit, and all of them in the end', async () => {
    const limiter = Limiter.create({ limit: 3 });
    let running = 0;
    let most = 0;
    const task = async (index: number) => {
      running += 1;
      most = Math.max(most, running);
      await turn();
      running -= 1;
      return index;
    };
    const indexes = Array.from({ length: 20 }, (_, index) => index);
    const results = await Promise.all(
      indexes.map(index => limiter.run(() => task(index))),
    );
    expect(results).toEqual(indexes);
    expect(most).toBe(3);
  });

  it('gives the place of a failed task to the next', async () => {
    const limiter = Limiter.create({ limit: 1 });
    const failing = limiter.run(() => Promise.reject(new Error('no')));
    const next = limiter.run(async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
  });
});
