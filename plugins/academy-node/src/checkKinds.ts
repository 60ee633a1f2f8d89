import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { CustomCheckKind } from '@kubernetes-academy/lab-engine';

/**
 * Where a module brings kinds of check of its own. Checks of units name them
 * in their field `custom`.
 *
 * @public
 */
export interface AcademyCheckKindExtensionPoint {
  /**
   * Adds a kind; two of the same name are an error.
   *
   * @throws Error when there is a kind of that name already
   */
  addCheckKind(kind: CustomCheckKind): void;
}

/** Extension point for modules that bring kinds of check. @public */
export const academyCheckKindExtensionPoint =
  createExtensionPoint<AcademyCheckKindExtensionPoint>({
    id: 'academy.check-kinds',
  });
