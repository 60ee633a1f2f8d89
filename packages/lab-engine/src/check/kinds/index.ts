import { accessKind } from './access';
import { answerKind } from './answer';
import { CheckKindRegistry } from './CheckKindRegistry';
import { dryRunKind } from './dryRun';
import { eventKind } from './event';
import { logKind } from './log';
import { probeKind } from './probe';
import { reachabilityKind } from './reachability';
import { resourcesKind } from './resources';

export { CheckKindRegistry } from './CheckKindRegistry';
export * from './types';

/** All kinds of check of the engine; a runtime adds those of plugins. */
export function createCheckKinds(): CheckKindRegistry {
  return CheckKindRegistry.create([
    resourcesKind,
    accessKind,
    dryRunKind,
    probeKind,
    logKind,
    eventKind,
    answerKind,
    reachabilityKind,
  ]);
}
