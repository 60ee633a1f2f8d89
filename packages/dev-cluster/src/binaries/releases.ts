import { CONTAINERD_VERSION, COREDNS_VERSION } from './nodeTools';
import {
  ETCD_VERSION,
  KUBERNETES_VERSION,
  KWOK_VERSION,
  type ReleaseOrigin,
  type Tool,
} from './tools';

/** Hosts of the official releases. */
export interface ReleaseHosts {
  kubernetes: string;
  github: string;
  githubApi: string;
}

/** The only place where these addresses stand. */
export const OFFICIAL_HOSTS: ReleaseHosts = {
  kubernetes: 'https://dl.k8s.io',
  github: 'https://github.com',
  githubApi: 'https://api.github.com',
};

/** Variable with the address of a mirror of all three hosts, paths unchanged. */
export const DOWNLOAD_BASE_VARIABLE = 'ACADEMY_DOWNLOAD_BASE';

/** The official hosts, or the mirror of the environment. */
export function releaseHosts(env: NodeJS.ProcessEnv): ReleaseHosts {
  const mirror = env[DOWNLOAD_BASE_VARIABLE]?.replace(/\/+$/, '');
  return mirror
    ? { kubernetes: mirror, github: mirror, githubApi: mirror }
    : OFFICIAL_HOSTS;
}

/** How the publisher tells the SHA-256 of a file. */
export type PublishedChecksum =
  /** A file that begins with the sum. */
  | { kind: 'sum'; url: string }
  /** Lines of `sum  name`, as sha256sum prints them. */
  | { kind: 'list'; url: string; name: string }
  /** GitHub's description of a release, which names the digest of each file. */
  | { kind: 'release'; url: string; name: string };

/** One file to download. */
export interface ReleaseFile {
  url: string;
  checksum: PublishedChecksum;
  /** The file is a tar.gz, and this path in it is the binary. */
  member?: string;
}

const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = {
  x64: 'amd64',
  arm64: 'arm64',
};

/**
 * Whether a complete set is published for this machine. The servers of
 * Kubernetes are for Linux only.
 */
export function hasReleases(
  platform: NodeJS.Platform = process.platform,
  arch: NodeJS.Architecture = process.arch as NodeJS.Architecture,
): boolean {
  return platform === 'linux' && ARCHITECTURES[arch] !== undefined;
}

interface Wanted {
  name: string;
  /** As release files name it. */
  cpu: string;
  hosts: ReleaseHosts;
}

const RELEASES: Record<ReleaseOrigin, (wanted: Wanted) => ReleaseFile> = {
  kubernetes: ({ name, cpu, hosts }) => {
    const url = `${hosts.kubernetes}/release/${KUBERNETES_VERSION}/bin/linux/${cpu}/${name}`;
    return { url, checksum: { kind: 'sum', url: `${url}.sha256` } };
  },
  etcd: ({ cpu, hosts }) => {
    const base = `${hosts.github}/etcd-io/etcd/releases/download/${ETCD_VERSION}`;
    const folder = `etcd-${ETCD_VERSION}-linux-${cpu}`;
    const name = `${folder}.tar.gz`;
    return {
      url: `${base}/${name}`,
      checksum: { kind: 'list', url: `${base}/SHA256SUMS`, name },
      member: `${folder}/etcd`,
    };
  },
  kwok: ({ cpu, hosts }) => {
    const name = `kwok-linux-${cpu}`;
    return {
      url: `${hosts.github}/kubernetes-sigs/kwok/releases/download/${KWOK_VERSION}/${name}`,
      checksum: {
        kind: 'release',
        url: `${hosts.githubApi}/repos/kubernetes-sigs/kwok/releases/tags/${KWOK_VERSION}`,
        name,
      },
    };
  },
  containerd: ({ name, cpu, hosts }) => {
    const base = `${hosts.github}/containerd/containerd/releases/download/${CONTAINERD_VERSION}`;
    const version = CONTAINERD_VERSION.slice(1);
    // The other archive's binaries need the C library of a newer distribution.
    const archive = `containerd-static-${version}-linux-${cpu}.tar.gz`;
    const url = `${base}/${archive}`;
    return {
      url,
      checksum: { kind: 'sum', url: `${url}.sha256sum` },
      member: `bin/${name}`,
    };
  },
  coredns: ({ name, cpu, hosts }) => {
    const version = COREDNS_VERSION.slice(1);
    const url = `${hosts.github}/coredns/coredns/releases/download/${COREDNS_VERSION}/coredns_${version}_linux_${cpu}.tgz`;
    return {
      url,
      checksum: { kind: 'sum', url: `${url}.sha256` },
      member: name,
    };
  },
};

/** @throws when nothing is published of this tool, or for this architecture */
export function releaseFile(
  tool: Tool,
  hosts: ReleaseHosts,
  arch: NodeJS.Architecture = process.arch as NodeJS.Architecture,
): ReleaseFile {
  const cpu = ARCHITECTURES[arch];
  if (!cpu || !tool.origin) {
    throw new Error(`There is no official release of ${tool.name} for ${arch}`);
  }
  return RELEASES[tool.origin]({ name: tool.name, cpu, hosts });
}
