import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import {
  AuthenticationError,
  InputError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  ClusterError,
  openClusterObjects,
  trainingClusterFromKubeconfig,
  type ClusterObjects,
  type TrainingClusterOptions,
} from '@kubernetes-academy/lab-engine';
import type { Command } from 'commander';

/** HTTP status for a caller that is not known. */
const UNAUTHORIZED = 401;

/** Which cluster is meant. */
export interface ClusterFlags {
  kubeconfig?: string;
  context: string;
}

/** Adds the choices that name a cluster. */
export function withClusterFlags(command: Command): Command {
  return command
    .option('--kubeconfig <file>', 'default: $KUBECONFIG or ~/.kube/config')
    .requiredOption('--context <name>', 'context of the kubeconfig');
}

/** Runs something on the cluster that the flags name, as its user. */
export async function onCluster<T>(
  { kubeconfig, context }: ClusterFlags,
  action: (
    objects: ClusterObjects,
    cluster: TrainingClusterOptions,
  ) => Promise<T>,
): Promise<T> {
  const cluster = await trainingClusterFromKubeconfig(
    kubeconfig ?? defaultKubeconfig(),
    context,
  );
  const objects = openClusterObjects(cluster);
  try {
    return await action(objects, cluster);
  } catch (error) {
    throw described(error, cluster);
  } finally {
    await objects.close();
  }
}

/** Says which cluster and which user a failure is about, where it is about these. */
function described(
  error: unknown,
  { name, server }: TrainingClusterOptions,
): unknown {
  if (!(error instanceof ClusterError)) {
    return error;
  }
  if (error.unanswered) {
    return new ServiceUnavailableError(
      `The cluster of context "${name}" at ${server} cannot be asked: ${error.message}`,
      error,
    );
  }
  if (error.status === UNAUTHORIZED) {
    return new AuthenticationError(
      `The user of context "${name}" is not accepted at ${server}: its token or certificate is wrong or has expired`,
      error,
    );
  }
  return error;
}

function defaultKubeconfig(): string {
  const files = process.env.KUBECONFIG?.split(delimiter).filter(Boolean) ?? [];
  if (files.length > 1) {
    throw new InputError(
      'KUBECONFIG names several files; write them into one with "kubectl config view --flatten --raw" and give it as --kubeconfig',
    );
  }
  return files[0] ?? join(homedir(), '.kube/config');
}
