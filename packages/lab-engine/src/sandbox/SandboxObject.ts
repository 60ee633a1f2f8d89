import { PROTECTED_LABEL } from './names';

/** An object to apply. */
export interface SandboxObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string } & Record<string, unknown>;
  [field: string]: unknown;
}

/** Metadata of an object that the learner may not change. */
export function guarded(name: string) {
  return { name, labels: { [PROTECTED_LABEL]: 'true' } };
}
