import { createHash } from 'node:crypto';
import { ACADEMY_DOMAIN } from '@kubernetes-academy/backstage-plugin-academy-common';
import { PROTECTED_LABEL } from '../../../sandbox/names';
import { type ProbeCheck, scriptOf, scriptVariables } from './script';

/** Has `/agnhost connect`, and a shell and `wget` beside it. */
export const PROBE_IMAGE = 'registry.k8s.io/e2e-test-images/agnhost:2.63.0';
/** Names of the Jobs, and of their Pods, begin so. */
export const PROBE_PREFIX = 'academy-probe-';
/** On Jobs and Pods of probes, with a hash of the check's id. */
export const PROBE_LABEL = `${ACADEMY_DOMAIN}/probe`;

/** From the creation of the Job, image and all. */
export const PROBE_DEADLINE_SECONDS = 90;
/** For the Jobs of a portal that died; all others are deleted once their result is read. */
const LEFTOVER_SECONDS = 15;
const NOBODY = 65532;

/** Which probe, and what tells its result from all others. */
export interface ProbeJobOptions {
  checkId: string;
  probe: ProbeCheck;
  nonce: string;
}

/**
 * A Job whose Pod tries once and says in its termination message what came of
 * it. It has labels and account of whom it stands for, is never ready, so that
 * no Service sends traffic to it, and meets the standard `restricted`.
 */
export function probeJob({ checkId, probe, nonce }: ProbeJobOptions) {
  const own = { [PROBE_LABEL]: hashOf(checkId), [PROTECTED_LABEL]: 'true' };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `${PROBE_PREFIX}${hashOf(`${checkId}/${nonce}`)}`,
      labels: own,
    },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: PROBE_DEADLINE_SECONDS,
      ttlSecondsAfterFinished: LEFTOVER_SECONDS,
      template: {
        metadata: { labels: { ...probe.from.labels, ...own } },
        spec: podSpec(probe, nonce),
      },
    },
  };
}

function podSpec(probe: ProbeCheck, nonce: string) {
  const variables = Object.entries(scriptVariables(probe, nonce));
  return {
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 0,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    ...(probe.from.serviceAccount && {
      serviceAccountName: probe.from.serviceAccount,
    }),
    readinessGates: [{ conditionType: `${ACADEMY_DOMAIN}/takes-traffic` }],
    securityContext: {
      runAsNonRoot: true,
      runAsUser: NOBODY,
      runAsGroup: NOBODY,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: 'probe',
        image: PROBE_IMAGE,
        command: ['sh', '-c', scriptOf(probe)],
        env: variables.map(([name, value]) => ({
          name,
          // Kubernetes reads `$(NAME)` as a reference.
          value: value.replaceAll('$', '$$$$'),
        })),
        resources: {
          requests: {
            cpu: '10m',
            memory: '32Mi',
            'ephemeral-storage': '1Mi',
          },
          limits: { cpu: '200m', memory: '64Mi', 'ephemeral-storage': '8Mi' },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
      },
    ],
    volumes: [
      { name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: '4Mi' } },
    ],
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
