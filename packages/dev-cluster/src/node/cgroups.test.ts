import { parseHierarchies } from './cgroups';

const OTHER = '22 1 0:21 / /proc rw,nosuid - proc proc rw\n';

describe('parseHierarchies', () => {
  it('finds each controller of version 1, and the hybrid without any', () => {
    expect(
      parseHierarchies(
        `${OTHER}30 25 0:26 / /sys/fs/cgroup/cpu,cpuacct rw shared:9 - cgroup cgroup rw,cpu,cpuacct
31 25 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
32 25 0:28 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
`,
      ),
    ).toEqual({
      version: 1,
      mounts: [
        '/sys/fs/cgroup/cpu,cpuacct',
        '/sys/fs/cgroup/memory',
        '/sys/fs/cgroup/unified',
      ],
    });
  });

  it('finds the one of version 2', () => {
    expect(
      parseHierarchies(
        `${OTHER}30 25 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n`,
      ),
    ).toEqual({ version: 2, mounts: ['/sys/fs/cgroup'] });
  });

  it('finds none', () => {
    expect(parseHierarchies(OTHER)).toBeUndefined();
  });
});
