/**
 * A step of our stages that kwok does not know: an Event as a kubelet sends
 * it. All values are texts with template actions.
 */
export interface KubeletEvent {
  /** Distinguishes the Events of one pod; the same key again raises the count. */
  key: string;
  type: string;
  reason: string;
  message: string;
  /** How often it has happened by now; once when absent. */
  count?: string;
}

/** The step as kwok knows it: an object that is created, or replaced by name. */
export function kubeletEventStep(event: KubeletEvent): object {
  const template = `
apiVersion: v1
kind: Event
metadata:
  name: {{ .metadata.name }}.{{ trunc 8 .metadata.uid }}.${event.key}
  namespace: {{ .metadata.namespace }}
involvedObject:
  apiVersion: v1
  kind: Pod
  name: {{ .metadata.name }}
  namespace: {{ .metadata.namespace }}
  uid: {{ .metadata.uid }}
  resourceVersion: {{ .metadata.resourceVersion | Quote }}
  fieldPath: {{ $field }}{ {{- $told -}} }
type: ${event.type}
reason: ${event.reason}
message: |-
  ${event.message}
count: ${event.count ?? '1'}
firstTimestamp: {{ .status.startTime | default $now | Quote }}
lastTimestamp: {{ $now | Quote }}
source:
  component: kubelet
  host: {{ .spec.nodeName }}
reportingComponent: kubelet
reportingInstance: {{ .spec.nodeName }}
`;
  return { apply: { template } };
}
