import type { KnownCapability } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Answers, Condition, NodeObject, Source } from './sources';

/** Written by KWOK on the nodes it plays. */
const KWOK_NODE = 'kwok.x-k8s.io/node';
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
/** Of classes whose volumes are made by hand. */
const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/** How one capability is recognised: what is read, and what must be in it. */
export interface Detector<S extends Source = Source> {
  capability: KnownCapability;
  source: S;
  holds(answer: Answers[S]): boolean;
}

const when = <S extends Source>(
  capability: KnownCapability,
  source: S,
  holds: (answer: Answers[S]) => boolean,
): Detector => ({ capability, source, holds } as Detector);

/** A kind that an operator installs. Groups are shared, so the resource counts. */
const whenServed = (
  capability: KnownCapability,
  group: string,
  resource: string,
): Detector =>
  when(capability, 'kinds', ({ items }) =>
    items.some(
      ({ metadata, versions }) =>
        metadata?.name === group &&
        versions.some(({ resources = [] }) =>
          resources.some(each => each.resource === resource),
        ),
    ),
  );

/**
 * Everything that is detected. What a network plugin enforces cannot be seen
 * from outside: `networkpolicy-cni` is declared.
 */
export const DETECTORS: Detector[] = [
  when('real-nodes', 'nodes', ({ items }) => items.some(runsContainers)),
  when('simulated-nodes', 'nodes', ({ items }) =>
    items.some(node => isSimulated(node) && takesPods(node)),
  ),
  // Its components are plain pods.
  when('nested-control-plane', 'nodes', ({ items }) =>
    items.some(runsContainers),
  ),
  when('metrics-server', 'metrics', () => true),
  when('storageclass', 'storageClasses', ({ items }) =>
    items.some(
      ({ metadata, provisioner }) =>
        metadata.annotations?.[DEFAULT_CLASS] === 'true' &&
        provisioner !== NO_PROVISIONER,
    ),
  ),
  when('ingress-controller', 'ingressClasses', ({ items }) => items.length > 0),
  when('gateway-api', 'gatewayClasses', ({ items }) =>
    items.some(({ status }) => isTrue('Accepted', status?.conditions)),
  ),
  whenServed('prometheus-operator', 'monitoring.coreos.com', 'servicemonitors'),
  whenServed('argocd', 'argoproj.io', 'applications'),
  whenServed('cert-manager', 'cert-manager.io', 'certificates'),
  whenServed('vpa', 'autoscaling.k8s.io', 'verticalpodautoscalers'),
  whenServed('istio', 'networking.istio.io', 'virtualservices'),
];

/** An ordinary pod of a learner can be placed there, and its containers run. */
function runsContainers(node: NodeObject): boolean {
  const isClosed = node.spec?.taints?.some(
    ({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute',
  );
  return !isSimulated(node) && !isClosed && takesPods(node);
}

/** Whether KWOK plays the node: what runs there has a status and no process. */
export function isSimulated({
  metadata,
}: Pick<NodeObject, 'metadata'>): boolean {
  return metadata.annotations?.[KWOK_NODE] !== undefined;
}

function takesPods({ spec, status }: NodeObject): boolean {
  return !spec?.unschedulable && isTrue('Ready', status?.conditions);
}

function isTrue(type: string, conditions: Condition[] = []): boolean {
  return conditions.some(each => each.type === type && each.status === 'True');
}
