import type { AuditorService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type {
  LabRuntime,
  ProvisionInput,
  SandboxRef,
} from '@kubernetes-academy/backstage-plugin-academy-node';
import { withAudit } from './withAudit';

/** What is written down about a sandbox. */
function ofSandbox({ cluster, namespace, uid }: SandboxRef): JsonObject {
  return { cluster, namespace, uid };
}

function ofRequest({ cluster, namespace, owner }: ProvisionInput): JsonObject {
  return { cluster, namespace, attemptId: owner.attemptId };
}

/**
 * Writes down what a worker does to training clusters, each call before it is
 * made and how it went. What learners do there themselves is in the events of
 * their requests; reads change nothing.
 */
export function auditEffects(options: {
  runtime: LabRuntime;
  auditor: AuditorService;
}): LabRuntime {
  const { runtime, auditor } = options;
  /** A removal is asked for until it is done; it is one effect all the same. */
  const removing = new Set<string>();

  const audited = <T>(
    actionType: string,
    meta: JsonObject,
    action: () => Promise<T>,
  ) =>
    withAudit(
      {
        auditor,
        eventId: 'sandbox-effect',
        severityLevel: 'medium',
        meta: { actionType, ...meta },
      },
      action,
    );

  const effects: Partial<LabRuntime> = {
    provision: (input, signal) =>
      audited('provision', ofRequest(input), () =>
        runtime.provision(input, signal),
      ),
    applySetup: (sandbox, manifests) =>
      audited('setup', ofSandbox(sandbox), () =>
        runtime.applySetup(sandbox, manifests),
      ),
    injectFaults: (sandbox, manifests, record) =>
      audited('inject', ofSandbox(sandbox), () =>
        runtime.injectFaults(sandbox, manifests, record),
      ),
    rollBack: (sandbox, entries) =>
      audited('roll-back', ofSandbox(sandbox), () =>
        runtime.rollBack(sandbox, entries),
      ),
    wipe: (sandbox, signal) =>
      audited('wipe', ofSandbox(sandbox), () => runtime.wipe(sandbox, signal)),
    remove: async sandbox => {
      const { uid } = sandbox;
      const gone = removing.has(uid)
        ? await runtime.remove(sandbox)
        : await audited('remove', ofSandbox(sandbox), () =>
            runtime.remove(sandbox),
          );
      removing[gone ? 'delete' : 'add'](uid);
      return gone;
    },
  };

  return new Proxy(runtime, {
    get(target, name) {
      const value = Reflect.get(effects, name) ?? Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
