import { cachedToken, type IssuedToken } from './tokenRequest';

const HOUR_MS = 3_600_000;

function issuer(...livesMs: number[]) {
  let count = 0;
  return jest.fn(async (): Promise<IssuedToken> => {
    const lifeMs = livesMs[count] ?? HOUR_MS;
    count += 1;
    return {
      token: `token-${count}`,
      expiresAt: new Date(Date.now() + lifeMs),
    };
  });
}

describe('cachedToken', () => {
  it('asks when it is first needed, and once', async () => {
    const issue = issuer();
    const token = cachedToken(issue);
    expect(issue).not.toHaveBeenCalled();
    const tokens = await Promise.all([token.get(), token.get(), token.get()]);
    expect(new Set(tokens)).toEqual(new Set(['token-1']));
    expect(issue).toHaveBeenCalledTimes(1);
  });

  it('asks again before the end, and when it was refused', async () => {
    const token = cachedToken(issuer(60_000));
    await expect(token.get()).resolves.toBe('token-2');
    await expect(token.get()).resolves.toBe('token-2');
    token.invalidate();
    await expect(token.get()).resolves.toBe('token-3');
  });

  it('does not keep a failure', async () => {
    const issue = issuer();
    issue.mockRejectedValueOnce(new Error('away'));
    const token = cachedToken(issue);
    await expect(token.get()).rejects.toThrow('away');
    await expect(token.get()).resolves.toBe('token-1');
  });
});
