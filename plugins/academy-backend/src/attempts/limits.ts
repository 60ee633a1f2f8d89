import type { SandboxProfile } from '@kubernetes-academy/backstage-plugin-academy-common';

/** How long a claim holds without a heartbeat. A killed worker's attempts go on after this. */
export const LEASE_TTL_MS = 15_000;

/** How often a worker renews its claims and looks for new work; the backup of every hint. */
export const HEARTBEAT_MS = 5_000;

/** A sandbox that is not complete after this is given up; a control plane takes a while to start. */
export const PROVISION_LIMIT_MS: Record<SandboxProfile, number> = {
  standard: 60_000,
  'no-defaults': 60_000,
  nested: 150_000,
};

/** From a used sandbox to the start of the clock: wiped, a new control plane, setup, fault and its proof. */
export const INJECT_LIMIT_MS: Record<SandboxProfile, number> = {
  standard: 180_000,
  'no-defaults': 180_000,
  nested: 300_000,
};

/** The setup of a scenario must be healthy within this, before the fault comes. */
export const HEALTHY_LIMIT_MS = 60_000;

/** The fault must show its symptoms within this. */
export const PROOF_LIMIT_MS = 60_000;

/** How long the symptoms must hold before the clock starts. */
export const PROOF_WINDOW_MS = 1_000;

/** An API server that has just started refuses everybody until it has read its roles. */
export const REFUSAL_PATIENCE_MS = 10_000;

/** First wait before a step is tried again while the cluster does not answer; doubled each time. */
export const RETRY_FIRST_MS = 250;

/** Longest wait while a learner looks at the step. */
export const RETRY_LAST_MS = 4_000;

/** Longest wait while nobody does: the removal of a sandbox. */
export const REMOVAL_RETRY_LAST_MS = 60_000;

/** Waits between looks at a sandbox that is being deleted. */
export const REMOVAL_POLL_MS = 1_000;

/** How often the clusters and the database are compared. */
export const SWEEP_INTERVAL_MS = 5 * 60_000;

/** Activity is written down at most so often; an open event stream counts as activity. */
export const ACTIVITY_INTERVAL_MS = 60_000;

/** Newest sandboxes of a cluster from whose life the wait in its queue is estimated. */
export const WAIT_SAMPLE = 20;

/** Estimates are told in steps of this, so that they do not change all the time. */
export const WAIT_STEP_S = 60;

/** A deletion that takes longer is shown to the platform team. */
export const STUCK_AFTER_MS = 10 * 60_000;

/** Sandboxes nobody knows are left alone while they are younger. */
export const ORPHAN_AGE_MS = 15 * 60_000;

/** Backup of the in-process hint for event streams: events written by other replicas. */
export const STREAM_POLL_MS = 2_000;

/** An answer to a check is taken once in this time. */
export const ANSWER_INTERVAL_MS = 1_000;

/** Backup of the in-process hint for answers: learners who answer through another replica. */
export const ANSWER_POLL_MS = 2_000;

/** Comment lines keep proxies from closing a quiet stream. */
export const STREAM_HEARTBEAT_MS = 15_000;

/** Events read at a time. */
export const STREAM_BATCH = 200;
