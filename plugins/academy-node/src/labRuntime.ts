import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { LabRuntime } from '@kubernetes-academy/lab-engine';

/**
 * Where a module gives the Academy its hands on training clusters.
 *
 * @public
 */
export interface AcademyLabRuntimeExtensionPoint {
  /** May be called once; a second runtime is an error. */
  setLabRuntime(runtime: LabRuntime): void;
}

/** Extension point for the module that brings the lab engine. @public */
export const academyLabRuntimeExtensionPoint =
  createExtensionPoint<AcademyLabRuntimeExtensionPoint>({
    id: 'academy.lab-runtime',
  });
