import { evaluateText } from '../testing/evaluateText';

describe('semver()', () => {
  it.each([
    'isSemver("1.2.3") && isSemver("1.2.3-rc.1+build.5")',
    '!isSemver("v1.2.3") && !isSemver("1.2") && !isSemver("01.2.3") && !isSemver("1.2.3 ")',
    'isSemver("v1.2", true) && isSemver("v01.02.03", true) && isSemver("1", true)',
    '!isSemver("1.2-rc.1", true) && !isSemver("web", true)',
    'semver("1.2.3").major() == 1 && semver("1.2.3").minor() == 2 && semver("1.2.3").patch() == 3',
    'semver("v01.2", true) == semver("1.2.0")',
    'semver("1.10.0").isGreaterThan(semver("1.9.0"))',
    'semver("1.0.0-rc.1").isLessThan(semver("1.0.0"))',
    'semver("1.0.0+a").compareTo(semver("1.0.0+b")) == 0 && semver("1.0.0+a") == semver("1.0.0")',
    'semver("1.0.0").compareTo(semver("2.0.0")) == -1',
  ])('%s', source => {
    expect(evaluateText(source)).toBe(true);
  });

  it('says what it cannot read', () => {
    expect(() => evaluateText('semver("1.2").major() == 1')).toThrow(
      "semver() cannot read '1.2'",
    );
  });
});
