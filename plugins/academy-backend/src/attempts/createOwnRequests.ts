import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  academyAttemptCreatePermission,
  academyContentReadPermission,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Request } from 'express';
import type { Access } from '../access';
import { withAudit } from '../audit';
import type { OwnAttempt } from './findOwn';

/** A request that names an attempt in its path. */
type AttemptRequest = Request<{ id: string }, any, any, any, any>;

/** What learners do to their attempts. */
export type AttemptAction =
  | 'answer'
  | 'apply'
  | 'end'
  | 'extend'
  | 'give-up'
  | 'hint'
  | 'kubeconfig'
  | 'reset';

/** Whoever lost the permission may still clean up. */
const CLEAN_UP: AttemptAction[] = ['end', 'give-up'];

/** How routers of attempts find out for whom they act. */
export interface OwnRequests {
  /** Entity ref of the person behind the request, who may read lessons unless said otherwise. */
  learner(
    req: Request<any, any, any, any, any>,
    permission?: typeof academyContentReadPermission,
  ): Promise<string>;
  /** The attempt of the path, for the person behind the request. */
  own(req: AttemptRequest): Promise<OwnAttempt>;
  /** Runs a write for the owner of the attempt, between its audit events. */
  write<T>(
    req: AttemptRequest,
    action: AttemptAction,
    run: (own: OwnAttempt) => Promise<T>,
  ): Promise<T>;
}

/** The rules that all routes of one attempt share. */
export function createOwnRequests(options: {
  access: Access;
  auditor: AuditorService;
}): OwnRequests {
  const { access, auditor } = options;
  const learner: OwnRequests['learner'] = async (
    req,
    permission = academyContentReadPermission,
  ) => (await access.user(req, permission)).principal.userEntityRef;

  return {
    learner,
    own: async req => ({ id: req.params.id, userRef: await learner(req) }),
    async write(req, action, run) {
      const own = {
        id: req.params.id,
        userRef: await learner(
          req,
          CLEAN_UP.includes(action)
            ? academyContentReadPermission
            : academyAttemptCreatePermission,
        ),
      };
      return withAudit(
        {
          auditor,
          eventId: 'attempt-write',
          severityLevel: 'medium',
          request: req,
          meta: { actionType: action, attemptId: own.id },
        },
        () => run(own),
      );
    },
  };
}
