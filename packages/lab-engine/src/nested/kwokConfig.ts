import { ACADEMY_DOMAIN } from '@kubernetes-academy/backstage-plugin-academy-common';

/** A node without this label has no kubelet: its lease runs out. */
export const KUBELET_LABEL = `${ACADEMY_DOMAIN}/kubelet`;
export const KUBELET_SELECTOR = `${KUBELET_LABEL}=running`;
/** `network-missing` on a node: as if its network plugin was not installed. */
const FAULT_ANNOTATION = `${ACADEMY_DOMAIN}/fault`;

const FAULT = `.metadata.annotations["${FAULT_ANNOTATION}"]`;
const READY = '.status.conditions[]? | select(.type == "Ready") | .status';

/** What the kubelets of the nested cluster do: they are simulated. */
export const KWOK_CONFIG = `
# A node reports itself ready, unless its network plugin is missing.
apiVersion: kwok.x-k8s.io/v1alpha1
kind: Stage
metadata:
  name: node-ready
spec:
  resourceRef: { apiGroup: v1, kind: Node }
  selector:
    matchExpressions:
      - jq: { key: '${READY}', operator: NotIn, values: ['True'] }
      - jq: { key: '${FAULT}', operator: DoesNotExist }
  steps:
    - patch:
        subresource: status
        root: status
        template: |
          {{ $now := Now }}
          phase: Running
          addresses:
            - { type: InternalIP, address: {{ NodeIP | Quote }} }
            - { type: Hostname, address: {{ .metadata.name | Quote }} }
          capacity: { cpu: "4", memory: 8Gi, ephemeral-storage: 50Gi, pods: "110" }
          allocatable: { cpu: "4", memory: 8Gi, ephemeral-storage: 50Gi, pods: "110" }
          conditions:
          {{ range NodeConditions }}
            - type: {{ .type }}
              status: {{ .status | Quote }}
              reason: {{ .reason }}
              message: {{ .message | Quote }}
              lastHeartbeatTime: {{ $now | Quote }}
              lastTransitionTime: {{ $now | Quote }}
          {{ end }}
          nodeInfo:
            architecture: amd64
            bootID: {{ .metadata.uid }}
            containerRuntimeVersion: kwok://{{ Version }}
            kernelVersion: simulated
            kubeProxyVersion: v1.36.3
            kubeletVersion: v1.36.3
            machineID: {{ .metadata.uid }}
            operatingSystem: linux
            osImage: Simulated node (KWOK)
            systemUUID: {{ .metadata.uid }}
---
# The words of a real kubelet whose CNI configuration is not there.
apiVersion: kwok.x-k8s.io/v1alpha1
kind: Stage
metadata:
  name: node-network-missing
spec:
  resourceRef: { apiGroup: v1, kind: Node }
  selector:
    matchExpressions:
      - jq: { key: '${FAULT}', operator: In, values: [network-missing] }
      - jq: { key: '${READY}', operator: NotIn, values: ['False'] }
  steps:
    - patch:
        subresource: status
        root: status
        template: |
          {{ $now := Now }}
          conditions:
            - type: Ready
              status: "False"
              reason: KubeletNotReady
              message: "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized"
              lastHeartbeatTime: {{ $now | Quote }}
              lastTransitionTime: {{ $now | Quote }}
---
# Between its leases a kubelet repeats its status only now and then.
apiVersion: kwok.x-k8s.io/v1alpha1
kind: Stage
metadata:
  name: node-heartbeat
spec:
  resourceRef: { apiGroup: v1, kind: Node }
  selector:
    matchExpressions:
      - jq: { key: '${READY}', operator: In, values: ['True'] }
      - jq: { key: '${FAULT}', operator: DoesNotExist }
  delay:
    durationMilliseconds: 300000
    jitterDurationMilliseconds: 360000
  steps:
    - patch:
        subresource: status
        root: status
        template: |
          {{ $now := Now }}
          conditions:
          {{ range .status.conditions }}
            - type: {{ .type }}
              lastHeartbeatTime: {{ $now | Quote }}
          {{ end }}
---
# The containers of a scheduled pod run.
apiVersion: kwok.x-k8s.io/v1alpha1
kind: Stage
metadata:
  name: pod-ready
spec:
  resourceRef: { apiGroup: v1, kind: Pod }
  selector:
    matchExpressions:
      - jq: { key: '.metadata.deletionTimestamp', operator: DoesNotExist }
      - jq: { key: '.status.podIP', operator: DoesNotExist }
  steps:
    - patch:
        subresource: status
        root: status
        template: |
          {{ $now := Now }}
          phase: Running
          startTime: {{ $now | Quote }}
          {{ with NodeIPsWith .spec.nodeName }}
          hostIP: {{ index . 0 | Quote }}
          {{ end }}
          {{ with PodIPsWith .spec.nodeName (or .spec.hostNetwork false) .metadata.uid .metadata.name .metadata.namespace }}
          podIP: {{ index . 0 | Quote }}
          podIPs:
          {{ range . }}
            - ip: {{ . | Quote }}
          {{ end }}
          {{ end }}
          conditions:
          {{ range list "Initialized" "Ready" "ContainersReady" }}
            - { type: {{ . }}, status: "True", lastTransitionTime: {{ $now | Quote }} }
          {{ end }}
          initContainerStatuses:
          {{ range .spec.initContainers }}
            - name: {{ .name | Quote }}
              image: {{ .image | Quote }}
              imageID: ""
              ready: true
              restartCount: 0
              state: { terminated: { exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }} } }
          {{ end }}
          containerStatuses:
          {{ range .spec.containers }}
            - name: {{ .name | Quote }}
              image: {{ .image | Quote }}
              imageID: ""
              ready: true
              started: true
              restartCount: 0
              state: { running: { startedAt: {{ $now | Quote }} } }
          {{ end }}
---
# The pod of a Job is done after a second.
apiVersion: kwok.x-k8s.io/v1alpha1
kind: Stage
metadata:
  name: pod-complete
spec:
  resourceRef: { apiGroup: v1, kind: Pod }
  selector:
    matchExpressions:
      - jq: { key: '.metadata.deletionTimestamp', operator: DoesNotExist }
      - jq: { key: '.status.phase', operator: In, values: [Running] }
      - jq: { key: '.metadata.ownerReferences[]? | .kind', operator: In, values: [Job] }
  delay:
    durationMilliseconds: 1000
  steps:
    - patch:
        subresource: status
        root: status
        template: |
          {{ $now := Now }}
          phase: Succeeded
          conditions:
          {{ range list "Ready" "ContainersReady" }}
            - { type: {{ . }}, status: "False", reason: PodCompleted, lastTransitionTime: {{ $now | Quote }} }
          {{ end }}
          containerStatuses:
          {{ range .spec.containers }}
            - name: {{ .name | Quote }}
              image: {{ .image | Quote }}
              imageID: ""
              ready: false
              started: false
              restartCount: 0
              state: { terminated: { exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }} } }
          {{ end }}
---
# A deleted pod is gone at once.
apiVersion: kwok.x-k8s.io/v1alpha1
kind: Stage
metadata:
  name: pod-delete
spec:
  resourceRef: { apiGroup: v1, kind: Pod }
  selector:
    matchExpressions:
      - jq: { key: '.metadata.deletionTimestamp', operator: Exists }
  steps:
    - delete: true
`;
