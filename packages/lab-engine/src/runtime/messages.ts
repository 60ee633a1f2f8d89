import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ClusterError } from '../gateway';

/** A request to the cluster failed, in general words. */
export function clusterErrorText(error: ClusterError): LocalizedText {
  if (error.unanswered) {
    return {
      en: `The training cluster cannot be reached (${error.message}). Try again in a minute; if it lasts, tell the platform team.`,
      ko: `실습 클러스터에 연결할 수 없습니다(${error.message}). 잠시 후 다시 시도하고, 계속되면 플랫폼 팀에 알려 주세요.`,
    };
  }
  return {
    en: `The training cluster refused the request: ${error.message}`,
    ko: `실습 클러스터가 요청을 거부했습니다: ${error.message}`,
  };
}

/** No cluster of that name is configured. */
export function unknownCluster(name: string): LocalizedText {
  return {
    en: `There is no training cluster "${name}". A platform engineer has to add it to academy.trainingClusters.`,
    ko: `"${name}"이라는 실습 클러스터가 없습니다. 플랫폼 담당자가 academy.trainingClusters에 추가해야 합니다.`,
  };
}

/** The first contact is still under way. */
export function connecting(): LocalizedText {
  return {
    en: 'The portal is connecting to the training cluster.',
    ko: '포털이 실습 클러스터에 연결하고 있습니다.',
  };
}

/** An embedded cluster is not there yet. */
export function notStarted(): LocalizedText {
  return {
    en: 'The training cluster has not been started. Labs become available by themselves once it runs.',
    ko: '실습 클러스터가 아직 시작되지 않았습니다. 클러스터가 실행되면 실습이 자동으로 열립니다.',
  };
}

/** An embedded cluster is on its way. `detail` and `progress` are shown as they are. */
export function starting(detail: string, progress: string): LocalizedText {
  return {
    en: `The training cluster is starting${progress}: ${detail} Labs become available by themselves.`,
    ko: `실습 클러스터를 준비하고 있습니다${progress}: ${detail} 준비가 끝나면 실습이 자동으로 열립니다.`,
  };
}

/** An embedded cluster gave up. */
export function startFailed(detail: string): LocalizedText {
  return {
    en: `The training cluster could not be started: ${detail}`,
    ko: `실습 클러스터를 시작하지 못했습니다: ${detail}`,
  };
}

/** Nothing can be started on a cluster, and why. */
export function labsAreOff(reason: LocalizedText): LocalizedText {
  return {
    en: `Labs are off on this cluster. ${reason.en}`,
    ko: `이 클러스터에서는 실습이 중지되어 있습니다. ${reason.ko}`,
  };
}

/** The cluster does not accept who the portal says it is. */
export function identityRefused(): LocalizedText {
  return {
    en: "The cluster refuses the portal's identity: its token or client certificate is wrong, has expired or was revoked. A platform engineer has to issue a new one (academy.trainingClusters[].identity).",
    ko: '클러스터가 포털의 인증 정보를 거부합니다. 토큰이나 클라이언트 인증서가 잘못되었거나 만료 또는 폐기되었습니다. 플랫폼 담당자가 새로 발급해야 합니다(academy.trainingClusters[].identity).',
  };
}

/** The portal has no credential to show. */
export function identityMissing(detail: string): LocalizedText {
  return {
    en: `The portal has nothing to prove its identity with (${detail}). A platform engineer has to check academy.trainingClusters[].identity.`,
    ko: `포털이 사용할 인증 정보를 읽지 못했습니다(${detail}). 플랫폼 담당자가 academy.trainingClusters[].identity를 확인해야 합니다.`,
  };
}

/** The identity is known and may not do what labs take. */
export function rightsMissing(detail: string): LocalizedText {
  return {
    en: `The portal's identity has too few rights on this cluster (${detail}). A platform engineer has to apply the ClusterRole academy-provisioner and its binding (kubectl apply -k packages/lab-engine/manifests).`,
    ko: `이 클러스터에서 포털 계정의 권한이 부족합니다(${detail}). 플랫폼 담당자가 ClusterRole academy-provisioner와 바인딩을 적용해야 합니다(kubectl apply -k packages/lab-engine/manifests).`,
  };
}

/** The API server's certificate does not come from the configured authority. */
export function certificateUntrusted(
  server: string,
  detail: string,
): LocalizedText {
  return {
    en: `The certificate of ${server} was not issued by the authority that the portal trusts (${detail}). A platform engineer has to configure the authority of this cluster (caData or caFile).`,
    ko: `${server}의 인증서가 포털이 신뢰하는 인증 기관(CA)에서 발급되지 않았습니다(${detail}). 플랫폼 담당자가 이 클러스터의 CA를 설정해야 합니다(caData 또는 caFile).`,
  };
}

/** The API server's certificate is out of date. */
export function certificateExpired(server: string): LocalizedText {
  return {
    en: `The certificate of ${server} has expired. A platform engineer has to renew it; with kubeadm: kubeadm certs renew apiserver.`,
    ko: `${server}의 인증서가 만료되었습니다. 플랫폼 담당자가 갱신해야 합니다. kubeadm이라면 kubeadm certs renew apiserver로 갱신합니다.`,
  };
}

/** The clocks of the portal and of the authority differ. */
export function certificateNotYetValid(server: string): LocalizedText {
  return {
    en: `The certificate of ${server} is not valid yet. A platform engineer has to compare the clocks of the portal and of the cluster.`,
    ko: `${server}의 인증서는 아직 유효 기간이 시작되지 않았습니다. 플랫폼 담당자가 포털과 클러스터의 시각이 맞는지 확인해야 합니다.`,
  };
}

/** The API server's certificate names other addresses. */
export function certificateForOthers(server: string): LocalizedText {
  return {
    en: `The certificate of the API server does not name the address ${server}. A platform engineer has to configure an address that it names, or add this one to it.`,
    ko: `API 서버의 인증서에 ${server} 주소가 들어 있지 않습니다. 플랫폼 담당자가 인증서에 있는 주소를 설정하거나 인증서에 이 주소를 추가해야 합니다.`,
  };
}

/** The API server's name means nothing where the portal runs. */
export function nameUnknown(server: string): LocalizedText {
  return {
    en: `The name in ${server} is unknown where the portal runs. A platform engineer has to check the address and the name servers.`,
    ko: `포털이 실행되는 곳에서 ${server}의 이름을 찾을 수 없습니다. 플랫폼 담당자가 주소와 DNS를 확인해야 합니다.`,
  };
}

/** Nobody answers at the configured address. */
export function noAnswer(server: string, detail: string): LocalizedText {
  return {
    en: `The training cluster cannot be reached at ${server} (${detail}). It is tried again by itself; if it lasts, a platform engineer has to check that the cluster runs and that the portal's network reaches it.`,
    ko: `실습 클러스터 ${server}에 연결할 수 없습니다(${detail}). 자동으로 다시 시도하며, 계속되면 플랫폼 담당자가 클러스터가 실행 중인지, 포털 네트워크에서 접근할 수 있는지 확인해야 합니다.`,
  };
}

/** Something else answers at the configured address. */
export function notAnApiServer(server: string, detail: string): LocalizedText {
  return {
    en: `What answers at ${server} is not a Kubernetes API server (${detail}). A platform engineer has to check the address, and the proxies and load balancers before it.`,
    ko: `${server}에서 응답하는 것은 쿠버네티스 API 서버가 아닙니다(${detail}). 플랫폼 담당자가 주소와 그 앞의 프록시, 로드 밸런서를 확인해야 합니다.`,
  };
}

/** The guards of sandboxes do not exist in this Kubernetes. */
export function kubernetesTooOld(
  version: string,
  minimum: string,
): LocalizedText {
  return {
    en: `It runs Kubernetes ${version}, and labs need at least ${minimum}: older versions cannot enforce the admission policies that protect the cluster. A platform engineer has to upgrade it or choose another cluster.`,
    ko: `쿠버네티스 ${version}에서는 실습을 실행할 수 없으며, ${minimum} 이상이 필요합니다. 이전 버전은 클러스터를 보호하는 어드미션 정책을 적용하지 못합니다. 플랫폼 담당자가 업그레이드하거나 다른 클러스터를 선택해야 합니다.`,
  };
}

/** Another namespace is named in the learner's YAML. */
export function otherNamespace(own: string): LocalizedText {
  return {
    en: `Only your sandbox is yours: leave metadata.namespace out, or write ${own}.`,
    ko: `본인의 샌드박스에만 적용할 수 있습니다. metadata.namespace를 생략하거나 ${own}(으)로 적어 주세요.`,
  };
}

/** A name that cannot stand in a request. */
export function impossibleName(): LocalizedText {
  return {
    en: 'A name consists of lower-case letters, digits, "-" and ".", and starts and ends with a letter or digit.',
    ko: '이름은 영문 소문자, 숫자, "-", "."로 이루어지고 문자나 숫자로 시작하고 끝나야 합니다.',
  };
}

/** A command was to be run, but there is nothing it could run in. */
export function noRunningPod(
  labels: Record<string, string>,
  limitMs: number,
): LocalizedText {
  const selector = Object.entries(labels)
    .map(([label, value]) => `${label}=${value}`)
    .join(',');
  const seconds = limitMs / 1000;
  return {
    en: `No container of a pod with ${selector} was running within ${seconds} s.`,
    ko: `${seconds}초 안에 ${selector} 레이블을 가진 파드의 컨테이너가 실행되지 않았습니다.`,
  };
}

/** A command was started and did not end. */
export function commandTimedOut(
  command: string,
  limitMs: number,
): LocalizedText {
  const seconds = limitMs / 1000;
  return {
    en: `The command ${command} did not end within ${seconds} s.`,
    ko: `${command} 명령이 ${seconds}초 안에 끝나지 않았습니다.`,
  };
}
