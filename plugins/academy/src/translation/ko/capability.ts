export const capability = {
  'capability.name.real-nodes': '실제 노드',
  'capability.name.simulated-nodes': '시뮬레이션 노드',
  'capability.name.nested-control-plane': '중첩 컨트롤 플레인',
  'capability.name.metrics-server': '메트릭 서버',
  'capability.name.storageclass': '기본 스토리지 클래스',
  'capability.name.ingress-controller': '인그레스 컨트롤러',
  'capability.name.gateway-api': 'Gateway API',
  'capability.name.networkpolicy-cni': '네트워크 폴리시 적용',
  'capability.name.prometheus-operator': 'Prometheus Operator',
  'capability.name.argocd': 'Argo CD',
  'capability.name.cert-manager': 'cert-manager',
  'capability.name.vpa': 'Vertical Pod Autoscaler',
  'capability.name.istio': 'Istio',
  'capability.lack.real-nodes': '실제 노드(컨테이너가 실제로 실행되지 않음)',
  'capability.lack.simulated-nodes':
    '시뮬레이션 노드(실제 머신만 사용할 수 있음)',
  'capability.lack.nested-control-plane':
    '중첩 컨트롤 플레인(컨테이너로 구성되는데 컨테이너가 실제로 실행되지 않음)',
  'capability.lack.metrics-server':
    '메트릭 서버(CPU와 메모리 사용량을 측정하지 않음)',
  'capability.lack.storageclass':
    '기본 스토리지 클래스(PVC에 볼륨이 할당되지 않음)',
  'capability.lack.ingress-controller':
    '인그레스 컨트롤러(Ingress를 만들어도 동작하지 않음)',
  'capability.lack.gateway-api':
    'Gateway API(게이트웨이 클래스를 처리하는 컨트롤러가 없음)',
  'capability.lack.networkpolicy-cni':
    '네트워크 폴리시를 적용한다고 확인된 네트워크 플러그인',
  'capability.lack.prometheus-operator': 'Prometheus Operator',
  'capability.lack.argocd': 'Argo CD',
  'capability.lack.cert-manager': 'cert-manager',
  'capability.lack.vpa': 'Vertical Pod Autoscaler',
  'capability.lack.istio': 'Istio',
  'capability.kubernetes': '쿠버네티스 1.{{minor}} 이상',
};
