import { parse } from 'yaml';
import { clusterPaths } from '../state/paths';
import {
  cniConfig,
  containerdConfig,
  kubeProxyConfig,
  kubeletConfig,
  type NodeConfigOptions,
} from './nodeConfig';

const OPTIONS: NodeConfigOptions = {
  paths: clusterPaths('/srv/my "state"'),
  nodeAddress: '10.231.0.2',
  cniDir: '/opt/cni/bin',
  cgroup: { version: 1, path: '/academy-1', systemPath: '/academy-1/system' },
};

describe('the configuration of a real node', () => {
  it('keeps containerd within the state directory and its cgroup', () => {
    const text = containerdConfig(OPTIONS);
    expect(text).toContain('root = "/srv/my \\"state\\"/node/containerd"');
    expect(text).toContain('path = "/academy-1/system"');
    expect(text).toContain('bin_dirs = ["/opt/cni/bin"]');
  });

  it('never lets the kubelet collect images, nor answer to strangers', () => {
    expect(parse(kubeletConfig(OPTIONS))).toMatchObject({
      address: '10.231.0.2',
      cgroupRoot: '/academy-1',
      failCgroupV1: false,
      imageGCHighThresholdPercent: 100,
      authentication: { anonymous: { enabled: false } },
      authorization: { mode: 'Webhook' },
    });
  });

  it('does not speak of version 1 where cgroups are of version 2', () => {
    const cgroup = { ...OPTIONS.cgroup, version: 2 as const };
    expect(parse(kubeletConfig({ ...OPTIONS, cgroup }))).not.toHaveProperty(
      'failCgroupV1',
    );
  });

  it('leaves the machine its table of connections', () => {
    expect(parse(kubeProxyConfig(OPTIONS))).toMatchObject({
      mode: 'iptables',
      conntrack: { maxPerCore: 0, min: 0 },
    });
  });

  it('routes between pods', () => {
    expect(
      JSON.parse(cniConfig()).plugins.map(({ type }: { type: string }) => type),
    ).toEqual(['ptp', 'portmap']);
  });
});
