import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type {
  ClusterObjects,
  TrainingClusterOptions,
} from '@kubernetes-academy/lab-engine';
import { ACADEMY_ACCOUNT, VIEWER_ACCOUNT } from './accounts';

/** Only the owner reads tokens. */
const PRIVATE_FILE = { mode: 0o600 };
const PRIVATE_DIR = { recursive: true, mode: 0o700 };

const SECONDS_PER_HOUR = 3600;

/** How a portal gets to a prepared cluster; tokens are in files of their own. */
export interface ClusterAccess {
  name: string;
  title: string;
  server: string;
  /** Absent for a cluster whose certificate the system's authorities have signed. */
  caFile?: string;
  /** For `academy.trainingClusters[].identity.tokenFile`. */
  academyTokenFile: string;
  /** For the Kubernetes plugin. */
  viewerTokenFile: string;
  /** When the tokens end. */
  expiresAt: string;
}

/** Issues the portal's tokens and writes them with address and authority into a folder. */
export async function writeAccess(options: {
  objects: ClusterObjects;
  cluster: TrainingClusterOptions;
  dir: string;
  /** The API server may shorten this. */
  hours: number;
}): Promise<ClusterAccess> {
  const { objects, cluster, hours } = options;
  const { name, title, server = '' } = cluster;
  const dir = resolve(options.dir);
  await mkdir(dir, PRIVATE_DIR);
  const issue = async (account: typeof ACADEMY_ACCOUNT) => {
    const { token, expiresAt } = await objects.issueToken({
      namespace: account.namespace,
      serviceAccount: account.name,
      ttlSeconds: hours * SECONDS_PER_HOUR,
    });
    const file = join(dir, `${account.name}.token`);
    await writeFile(file, token, PRIVATE_FILE);
    return { file, expiresAt };
  };
  const academy = await issue(ACADEMY_ACCOUNT);
  const viewer = await issue(VIEWER_ACCOUNT);
  const authorities = await readAuthorities(cluster);
  const caFile = authorities && join(dir, 'ca.crt');
  if (caFile) {
    await writeFile(caFile, authorities);
  }
  const access: ClusterAccess = {
    name,
    title,
    server,
    caFile,
    academyTokenFile: academy.file,
    viewerTokenFile: viewer.file,
    expiresAt: academy.expiresAt.toISOString(),
  };
  await writeFile(
    join(dir, 'connection.json'),
    `${JSON.stringify(access, null, 2)}\n`,
  );
  return access;
}

async function readAuthorities({
  caData,
  caFile,
}: TrainingClusterOptions): Promise<Buffer | undefined> {
  if (caData) {
    return Buffer.from(caData, 'base64');
  }
  return caFile ? readFile(caFile) : undefined;
}
