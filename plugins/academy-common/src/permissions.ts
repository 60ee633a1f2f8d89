import { createPermission } from '@backstage/plugin-permission-common';

/** Read courses and lessons. @public */
export const academyContentReadPermission = createPermission({
  name: 'academy.content.read',
  attributes: { action: 'read' },
});

/** Start labs and challenges, and act in one's own attempts. @public */
export const academyAttemptCreatePermission = createPermission({
  name: 'academy.attempt.create',
  attributes: { action: 'create' },
});

/** See the readiness of other people. Everybody sees their own. @public */
export const academyReadinessReadPermission = createPermission({
  name: 'academy.readiness.read',
  attributes: { action: 'read' },
});

/** See content problems, training clusters and all sandboxes. @public */
export const academyAdminPermission = createPermission({
  name: 'academy.admin',
  attributes: {},
});

/** All permissions of the Academy. @public */
export const academyPermissions = [
  academyContentReadPermission,
  academyAttemptCreatePermission,
  academyReadinessReadPermission,
  academyAdminPermission,
];
