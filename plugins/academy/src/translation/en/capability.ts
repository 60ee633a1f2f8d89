export const capability = {
  'capability.name.real-nodes': 'real nodes',
  'capability.name.simulated-nodes': 'simulated nodes',
  'capability.name.nested-control-plane': 'nested control plane',
  'capability.name.metrics-server': 'metrics server',
  'capability.name.storageclass': 'default storage class',
  'capability.name.ingress-controller': 'ingress controller',
  'capability.name.gateway-api': 'Gateway API',
  'capability.name.networkpolicy-cni': 'enforced network policies',
  'capability.name.prometheus-operator': 'Prometheus Operator',
  'capability.name.argocd': 'Argo CD',
  'capability.name.cert-manager': 'cert-manager',
  'capability.name.vpa': 'Vertical Pod Autoscaler',
  'capability.name.istio': 'Istio',
  'capability.lack.real-nodes':
    'real nodes (containers do not really run there)',
  'capability.lack.simulated-nodes':
    'simulated nodes (only real machines can be used there)',
  'capability.lack.nested-control-plane':
    'nested control planes (they consist of containers, which do not really run there)',
  'capability.lack.metrics-server':
    'a metrics server (CPU and memory are not measured there)',
  'capability.lack.storageclass':
    'a default storage class (claims get no volume there)',
  'capability.lack.ingress-controller':
    'an ingress controller (Ingress objects have no effect there)',
  'capability.lack.gateway-api':
    'the Gateway API (no controller has taken a gateway class there)',
  'capability.lack.networkpolicy-cni':
    'a network plugin known to enforce network policies',
  'capability.lack.prometheus-operator': 'the Prometheus Operator',
  'capability.lack.argocd': 'Argo CD',
  'capability.lack.cert-manager': 'cert-manager',
  'capability.lack.vpa': 'the Vertical Pod Autoscaler',
  'capability.lack.istio': 'Istio',
  'capability.kubernetes': 'Kubernetes 1.{{minor}} or newer',
} as const;
