import { containerWithoutResources } from './containerWithoutResources';
import type { Signal } from './types';

export type { Finding, Signal } from './types';
export { WORKLOAD_RESOURCES } from './workloads';

/** Every rule, in the order in which their lessons are proposed. */
export const SIGNALS: readonly Signal[] = [containerWithoutResources];
