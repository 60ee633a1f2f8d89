import {
  assertRealNodePossible,
  CNI_PLUGINS,
  type MachineProbe,
} from './preflight';

const GOOD: MachineProbe = {
  platform: 'linux',
  isRoot: true,
  hasProgram: () => true,
  hasCniPlugins: () => true,
  cgroups: () => ({ version: 1, mounts: ['/sys/fs/cgroup/cpu'] }),
  controllers: () => ['cpu', 'cpuset', 'memory', 'pids'],
  canOverlay: () => true,
};

describe('assertRealNodePossible', () => {
  function refusal(changes: Partial<MachineProbe>, dir = '/srv/state'): string {
    try {
      assertRealNodePossible(dir, { ...GOOD, ...changes });
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  }

  it('has nothing against a complete machine', () => {
    expect(refusal({})).toBe('');
  });

  it.each<[string, Partial<MachineProbe>, string]>([
    ['another system', { platform: 'darwin' }, 'needs Linux; this is darwin'],
    ['no root', { isRoot: false }, 'needs root'],
    ['no cgroups', { cgroups: () => undefined }, 'none are mounted'],
    [
      'cgroups that are read only',
      { controllers: () => ['cpu', 'cpuset'] },
      'the cgroup controllers memory, pids',
    ],
    [
      'a file system without overlay',
      { canOverlay: () => false },
      'The file system of /srv/state cannot hold containers',
    ],
  ])('says what to do about %s', (_, changes, part) => {
    expect(refusal(changes)).toContain(part);
    expect(refusal(changes)).toContain('--nodes simulated');
  });

  it('names all packages that are missing in one line', () => {
    const message = refusal({
      hasProgram: name => !['runc', 'unshare', 'nsenter'].includes(name),
      hasCniPlugins: names => {
        expect(names).toEqual(CNI_PLUGINS);
        return false;
      },
    });
    expect(message).toContain(
      'apt-get install runc util-linux containernetworking-plugins\n',
    );
    expect(message).toContain('runc, unshare, nsenter, the CNI plugins ptp');
    expect(message).toContain('--nodes simulated');
  });

  it('keeps out of folders that the node does not see', () => {
    expect(refusal({}, '/run/user/0/state')).toContain('--dir');
    expect(refusal({}, '/runtime/state')).toBe('');
  });
});
