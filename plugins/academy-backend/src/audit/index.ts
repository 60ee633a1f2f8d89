export { withAudit, type AuditOptions } from './withAudit';
