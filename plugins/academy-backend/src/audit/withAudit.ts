import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';

/** What is written down about an action; see Backstage's auditor service. */
export type AuditOptions = AuditorServiceCreateEventOptions & {
  auditor: AuditorService;
};

/**
 * Runs an action between its audit events: one before it, one after it that
 * says how it went.
 *
 * @throws what the action throws, after it was written down.
 */
export async function withAudit<T>(
  options: AuditOptions,
  action: () => Promise<T>,
): Promise<T> {
  const { auditor, ...event } = options;
  const audit = await auditor.createEvent(event);
  let result: T;
  try {
    result = await action();
  } catch (error) {
    await audit.fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
    throw error;
  }
  await audit.success();
  return result;
}
