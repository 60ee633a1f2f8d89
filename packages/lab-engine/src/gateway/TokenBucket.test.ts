import { setImmediate as turn } from 'node:timers/promises';
import { TokenBucket } from './TokenBucket';

describe('TokenBucket', () => {
  it('lets a burst through and the next one wait', async () => {
    const bucket = TokenBucket.create({ perSecond: 5, burst: 2 });
    await bucket.take();
    await bucket.take();
    const third = bucket.take().then(() => 'went');
    const next = turn().then(() => 'waits');
    expect(await Promise.race([third, next])).toBe('waits');
    expect(await third).toBe('went');
  });

  it('makes everybody wait for a share of their own', async () => {
    const bucket = TokenBucket.create({ perSecond: 20, burst: 1 });
    const order: number[] = [];
    await Promise.all(
      [0, 1, 2, 3].map(async index => {
        await bucket.take();
        order.push(index);
      }),
    );
    expect(order).toEqual([0, 1, 2, 3]);
  });
});
