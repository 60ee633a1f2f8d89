import { OpenSandbox } from '../runtime/OpenSandbox';
import type { ProvisionedSandbox } from '../sandbox';

/** A sandbox as the runtime keeps it open. */
export function openSandbox(sandbox: ProvisionedSandbox): OpenSandbox {
  const { ref, identities } = sandbox;
  return OpenSandbox.create({ namespace: ref.namespace, identities });
}
