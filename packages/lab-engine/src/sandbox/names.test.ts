import { sandboxName } from './names';

describe('sandboxName', () => {
  const options = {
    unit: 'foundations/first-steps/first-deployment',
    userRef: 'user:default/jihye.park',
    secret: 'secret',
  };

  it('tells the unit, and of the user only who knows the secret', () => {
    const [name, other] = [
      sandboxName(options),
      sandboxName({ ...options, secret: 'another' }),
    ];
    expect(name).toMatch(/^acad-first-deployment-[0-9a-f]{8}-[a-z0-9]{5}$/);
    expect(name).not.toContain('park');
    expect(name.slice(0, -5)).not.toBe(other.slice(0, -5));
  });

  it('is another one each time', () => {
    const names = new Set(
      Array.from({ length: 50 }, () => sandboxName(options)),
    );
    expect(names.size).toBe(50);
  });

  it.each(['a/b/requests-and-limits-of-containers', 'X/Y/Ünit Name', 'a/b/-'])(
    'is a possible name of a namespace for %j',
    unit => {
      const name = sandboxName({ ...options, unit });
      expect(name).toMatch(/^acad-([a-z0-9][a-z0-9-]{0,19}-)?[0-9a-f]{8}-/);
      expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])$/);
      expect(name).not.toContain('--');
    },
  );
});
