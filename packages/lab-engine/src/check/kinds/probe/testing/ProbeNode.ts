import type { ClusterClient } from '../../../../gateway';
import { eventually } from '../../../../testing/eventually';
import type { KubernetesObject } from '../../../types';
import { PROBE_LABEL } from '../probeJob';

const JOB = { apiVersion: 'batch/v1', kind: 'Job' };
const POD = { apiVersion: 'v1', kind: 'Pod' };

/** Ends the Pods of probes as a node would, with whatever they are to have said. */
export class ProbeNode {
  readonly #admin: ClusterClient;
  readonly #namespace: string;
  readonly #seen = new Set<string>();

  private constructor(admin: ClusterClient, namespace: string) {
    this.#admin = admin;
    this.#namespace = namespace;
  }

  /** @param admin - exempt from the guards */
  static create(admin: ClusterClient, namespace: string): ProbeNode {
    return new ProbeNode(admin, namespace);
  }

  jobs(): Promise<KubernetesObject[]> {
    const ref = { ...JOB, namespace: this.#namespace };
    return this.#admin.list(ref, { labelSelector: PROBE_LABEL });
  }

  /** All Jobs of probes are gone. */
  async untilIdle(): Promise<void> {
    await eventually(async () => {
      const left = await this.jobs();
      if (left.length > 0) throw new Error(`${left.length} Jobs are left`);
    });
  }

  /** The next Pod of a probe that was not ended yet. */
  async pod(): Promise<KubernetesObject> {
    const ref = { ...POD, namespace: this.#namespace };
    const selector = { labelSelector: PROBE_LABEL };
    return eventually(async () => {
      const pods = await this.#admin.list(ref, selector);
      const next = pods.find(
        ({ metadata }) =>
          !metadata.deletionTimestamp && !this.#seen.has(metadata.name),
      );
      if (!next) throw new Error('There is no Pod of a probe');
      return next;
    });
  }

  /** Ends the next one. @param said - beside the nonce; a container that says nothing when absent */
  async end(said?: string): Promise<void> {
    const pod = await this.pod();
    this.#seen.add(pod.metadata.name);
    const message = said === undefined ? undefined : `${nonceOf(pod)} ${said}`;
    const { name } = pod.metadata;
    const ref = { ...POD, namespace: this.#namespace, name };
    const terminated = { exitCode: 0, message };
    await this.#admin.request({
      method: 'PATCH',
      path: await this.#admin.path(ref, 'status'),
      contentType: 'application/strategic-merge-patch+json',
      body: {
        status: {
          phase: 'Succeeded',
          containerStatuses: [{ name: 'probe', state: { terminated } }],
        },
      },
    });
  }
}

function nonceOf({ spec }: KubernetesObject): string {
  const { containers } = spec as {
    containers: { env: { name: string; value: string }[] }[];
  };
  return containers[0].env.find(({ name }) => name === 'NONCE')!.value;
}
