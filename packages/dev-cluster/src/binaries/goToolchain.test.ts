import { findGo, judgeGo } from './goToolchain';

describe('judgeGo', () => {
  it.each([
    ['go1.26.0', 'local'],
    ['go1.27rc1', 'local'],
    ['go2.0', 'local'],
    ['go1.21.5', 'auto'],
    ['go1.24.1', 'go1.25.0+auto'],
  ])('takes %s with GOTOOLCHAIN=%s', (version, toolchain) => {
    expect(judgeGo(version, toolchain)).toMatchObject({ suitable: true });
  });

  it.each([
    ['go1.25.9', 'local'],
    ['go1.20.3', 'auto'],
    ['devel +abc', 'local'],
  ])('refuses %s with GOTOOLCHAIN=%s', (version, toolchain) => {
    const judged = judgeGo(version, toolchain);
    expect(judged).toMatchObject({
      suitable: false,
      reason: expect.stringContaining('older than Go 1.26'),
    });
  });
});

describe('findGo', () => {
  it('says that there is none', async () => {
    await expect(findGo({ PATH: '/nonexistent' })).resolves.toEqual({
      suitable: false,
      reason: 'there is no "go" on the PATH',
    });
  });
});
