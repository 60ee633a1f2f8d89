import { setTimeout as sleep } from 'node:timers/promises';
import type { LabRuntime, SandboxRef } from '@kubernetes-academy/lab-engine';

const REMOVE_TIMEOUT_MS = 120_000;
const REMOVE_RETRY_MS = 1_000;

/**
 * Removes a sandbox and waits until its namespace is gone.
 *
 * @throws Error if it is there still after two minutes
 */
export async function removeSandbox(
  runtime: LabRuntime,
  sandbox: SandboxRef,
): Promise<void> {
  const deadline = Date.now() + REMOVE_TIMEOUT_MS;
  while (!(await runtime.remove(sandbox))) {
    if (Date.now() > deadline) {
      throw new Error(`the namespace ${sandbox.namespace} is still there`);
    }
    await sleep(REMOVE_RETRY_MS);
  }
}
