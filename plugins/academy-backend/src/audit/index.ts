export { auditEffects } from './auditEffects';
export { withAudit, type AuditOptions } from './withAudit';
